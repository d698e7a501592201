package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Builds request data in one line. */
public final class Data {
    private Data() {}

    /** Members by turns: a name, a value. */
    public static ObjectNode of(Object... members) {
        ObjectNode data = Wire.MAPPER.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            Object value = members[i + 1];
            data.set((String) members[i], value instanceof JsonNode node ? node : Wire.MAPPER.valueToTree(value));
        }
        return data;
    }

    /** An event's number in the total order. */
    public static long number(JsonNode event) {
        return cursor(event.path("id").asText());
    }

    /** The number of a cursor. */
    public static long cursor(String text) {
        if (!text.matches("evt-[0-9]+")) {
            throw new AssertionError("PROTOCOL §7.2: no cursor: " + text);
        }
        return Long.parseLong(text.substring(4));
    }
}
