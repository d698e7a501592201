package dev.dwp.domain.frame;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a struct, given up by the builder that put them together: no one can change them, so no one copies them. */
final class Members extends AbstractMap<String, Value> {
    private final Map<String, Value> members;

    Members(Map<String, Value> givenUp) {
        members = Collections.unmodifiableMap(givenUp);
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        return members.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return members.containsKey(name);
    }

    @Override
    public Set<Entry<String, Value>> entrySet() {
        return members.entrySet();
    }
}
