package dev.dwp.domain.frame;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the few members that most objects have in one array, names and values by turns: a fifth of what a map takes. Looking
 * one up compares names one after the other. Immutable.
 */
final class FewMembers extends Members {
    /** Members up to which comparing names costs no more than hashing them. */
    static final int MOST = 8;

    private final Object[] pairs;

    /** Keeps this array, which nobody may change any more. */
    FewMembers(Object[] pairs) {
        this.pairs = pairs;
    }

    /** Where the pair of a name begins among the first so many elements; -1 where there is none. */
    static int indexOf(Object[] pairs, int length, @Nullable Object name) {
        if (!(name instanceof String text)) {
            return -1;
        }
        int characters = text.length();
        for (int i = 0; i < length; i += 2) {
            String other = (String) pairs[i];
            if (other.length() == characters && other.equals(text)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    protected Map<String, Value> all() {
        return this;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        int at = indexOf(pairs, pairs.length, name);
        return at < 0 ? null : (Value) pairs[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(pairs, pairs.length, name) >= 0;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public Set<Entry<String, Value>> entrySet() {
        return new Entries(pairs);
    }

    private static final class Entries extends AbstractSet<Entry<String, Value>> {
        private final Object[] pairs;

        Entries(Object[] pairs) {
            this.pairs = pairs;
        }

        @Override
        public int size() {
            return pairs.length / 2;
        }

        @Override
        public Iterator<Entry<String, Value>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < pairs.length;
                }

                @Override
                public Entry<String, Value> next() {
                    if (next >= pairs.length) {
                        throw new NoSuchElementException();
                    }
                    next += 2;
                    return Map.entry((String) pairs[next - 2], (Value) pairs[next - 1]);
                }
            };
        }
    }
}
