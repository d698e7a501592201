package dev.dwp.domain.frame;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that nobody can change, so that a {@link Value.Struct} takes them without copying. Extended
 * where an object is known by its text, which is then read only if somebody looks inside. Thread-safe.
 */
public abstract class Members extends AbstractMap<String, Value> {

    /** Those of a map that whoever built it has given up. */
    static Members of(Map<String, Value> givenUp) {
        return new Built(Collections.unmodifiableMap(givenUp));
    }

    /** The members; nobody can change them. */
    protected abstract Map<String, Value> all();

    /** How many octets it has in JSON, where that is known without looking inside; -1 otherwise. */
    public int octets() {
        return -1;
    }

    /** How many levels it has, itself being the first, where that is known without looking inside; -1 otherwise. */
    public int levels() {
        return -1;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        return all().get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return all().containsKey(name);
    }

    @Override
    public Set<Entry<String, Value>> entrySet() {
        return all().entrySet();
    }

    private static final class Built extends Members {
        private final Map<String, Value> members;

        Built(Map<String, Value> members) {
            this.members = members;
        }

        @Override
        protected Map<String, Value> all() {
            return members;
        }
    }
}
