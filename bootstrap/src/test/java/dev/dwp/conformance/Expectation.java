package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Holds an answer against what a case expects of it. An object must have at least the expected members, an array exactly
 * the expected items. A text that begins with {@code !} is a rule:
 *
 * <ul>
 *   <li>{@code !any} is there; {@code !absent} is not there
 *   <li>{@code !save:x} is a text, kept as {@code ${x}} for later steps
 *   <li>{@code !re:…} is a text that matches as a whole
 *   <li>{@code !time} is RFC 3339 in UTC with Z; {@code !int} is a whole number
 *   <li>{@code !has:…} is a text that contains this
 * </ul>
 */
final class Expectation {
    private final Map<String, String> saved;

    Expectation(Map<String, String> saved) {
        this.saved = saved;
    }

    /** Throws an {@link AssertionError} that names the place and both values. */
    void check(String path, JsonNode expected, JsonNode actual) {
        if (expected instanceof TextNode rule && rule.textValue().startsWith("!")) {
            rule(path, rule.textValue(), actual);
        } else if (expected.isObject()) {
            require(actual.isObject(), path, expected, actual);
            expected.properties()
                    .forEach(member ->
                            check(path + "." + member.getKey(), member.getValue(), actual.path(member.getKey())));
        } else if (expected.isArray()) {
            require(actual.isArray() && actual.size() == expected.size(), path, expected, actual);
            for (int i = 0; i < expected.size(); i++) {
                check(path + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            require(expected.decimalValue().compareTo(actual.decimalValue()) == 0, path, expected, actual);
        } else {
            require(expected.equals(actual), path, expected, actual);
        }
    }

    private void rule(String path, String rule, JsonNode actual) {
        boolean holds = switch (name(rule)) {
            case "!any" -> !actual.isMissingNode();
            case "!absent" -> actual.isMissingNode();
            case "!int" -> actual.isIntegralNumber();
            case "!time" -> actual.isTextual() && isTime(actual.textValue());
            case "!re" -> actual.isTextual() && actual.textValue().matches(argument(rule));
            case "!has" -> actual.isTextual() && actual.textValue().contains(argument(rule));
            case "!save" -> {
                saved.put(argument(rule), actual.asText());
                yield actual.isTextual();
            }
            default -> throw new IllegalArgumentException("No such rule: " + rule);
        };
        require(holds, path, TextNode.valueOf(rule), actual);
    }

    private static String name(String rule) {
        int colon = rule.indexOf(':');
        return colon < 0 ? rule : rule.substring(0, colon);
    }

    private static String argument(String rule) {
        return rule.substring(rule.indexOf(':') + 1);
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return text.endsWith("Z");
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void require(boolean holds, String path, JsonNode expected, JsonNode actual) {
        if (!holds) {
            throw new AssertionError("%s should be %s and is %s".formatted(path, expected, actual));
        }
    }
}
