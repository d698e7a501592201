package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that names of a dialogue stand for. One thread uses it. A match that fails binds nothing: it works on a
 * {@link #copy} that is {@link #adopt adopted} when all of it has matched.
 */
public final class Bindings {
    private final Map<String, JsonNode> values = new HashMap<>();

    /** The value of a name; null where it has none yet. */
    public @Nullable JsonNode get(String name) {
        return values.get(name);
    }

    /** Gives a name its value, in place of an earlier one. */
    public void set(String name, JsonNode value) {
        values.put(name, value);
    }

    Bindings copy() {
        Bindings copy = new Bindings();
        copy.values.putAll(values);
        return copy;
    }

    void adopt(Bindings other) {
        values.putAll(other.values);
    }
}
