package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Says of a field what its type does not. */
final class Fields {
    private Fields() {}

    /** Its meaning, default and bounds in one line; empty where there is nothing to say. */
    static String described(Registry.Field field) {
        StringBuilder text = new StringBuilder(field.said());
        JsonNode usual = field.usual();
        if (usual != null) {
            append(text, "Default: %s".formatted(usual.isTextual() ? "`" + usual.textValue() + "`" : usual));
        }
        String range = range(field);
        if (range != null) {
            append(text, range);
        }
        return text.isEmpty() ? "" : text + ".";
    }

    private static @Nullable String range(Registry.Field field) {
        Long min = field.min();
        Long max = field.max();
        if (min == null || Math.abs(min) > Integer.MAX_VALUE) {
            return max == null || field.said().contains(max.toString()) ? null : "At most %d".formatted(max);
        }
        return max == null ? "At least %d".formatted(min) : "%d to %d".formatted(min, max);
    }

    private static void append(StringBuilder text, String more) {
        text.append(text.isEmpty() ? "" : ". ").append(more);
    }
}
