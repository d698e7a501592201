package dev.dwp.domain.frame;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;

/**
 * The items of a sequence that nobody can change, so that a {@link Value.Array} takes them without copying. Extended where a
 * sequence is known by its text, which is then read only if somebody looks inside. Thread-safe.
 */
public abstract class Items extends AbstractList<Value> {

    /** The items; nobody can change them. */
    protected abstract List<Value> all();

    /** How many octets it has in JSON, where that is known without looking inside; -1 otherwise. */
    public int octets() {
        return -1;
    }

    /** How many levels it has, itself being the first, where that is known without looking inside; -1 otherwise. */
    public int levels() {
        return -1;
    }

    @Override
    public Value get(int index) {
        return all().get(index);
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public Iterator<Value> iterator() {
        return all().iterator();
    }
}
