package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a server sent with the registry: each difference is a sentence that names its path. Members that the
 * registry does not know count, so that it is found out when it is behind the code. Thread-safe.
 */
public final class Shapes {
    private final Registry registry;

    /** Compares with this registry. */
    public Shapes(Registry registry) {
        this.registry = registry;
    }

    /** How the data of a response differs from every form that its method has; nothing where it is in one of them. */
    public List<String> ofResponse(Registry.MethodKind method, JsonNode data) {
        List<String> least = List.of();
        for (Registry.Form form : method.forms()) {
            List<String> differences = new ArrayList<>();
            String type = form.response().type();
            if (type == null) {
                object(form.response().fields(), data, "data", differences);
            } else {
                value(TypeExpression.parse(type), data, "data", differences);
            }
            if (differences.isEmpty()) {
                return List.of();
            }
            least = least.isEmpty() || differences.size() < least.size() ? differences : least;
        }
        return least;
    }

    /** How the data of an event differs from that of its type. */
    public List<String> ofEvent(JsonNode data) {
        String type = data.path("type").asText();
        for (Registry.EventKind event : registry.events()) {
            if (event.type().equals(type)) {
                List<String> differences = new ArrayList<>();
                object(registry.fieldsOf(event), data, type, differences);
                return differences;
            }
        }
        return List.of("The registry has no event '%s'.".formatted(type));
    }

    /** How a frame of the server's differs from its kind, without its data. */
    public List<String> ofFrame(JsonNode frame) {
        String type = frame.path("type").asText();
        for (Registry.FrameKind kind : registry.frames()) {
            if (kind.type().equals(type) && !kind.direction().equals("client")) {
                List<String> differences = new ArrayList<>();
                object(registry.fieldsOf(kind), frame, type, differences);
                return differences;
            }
        }
        return List.of("The registry has no frame of type '%s' that a server sends.".formatted(type));
    }

    private void object(List<Registry.Field> fields, JsonNode value, String path, List<String> differences) {
        if (!value.isObject()) {
            differences.add("%s is no object: %s".formatted(path, value));
            return;
        }
        for (Registry.Field field : fields) {
            JsonNode member = value.get(field.name());
            if (member != null) {
                member(field, member, path + "." + field.name(), differences);
            } else if (!field.optional()) {
                differences.add("%s has no '%s'.".formatted(path, field.name()));
            }
        }
        value.fieldNames().forEachRemaining(name -> {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                differences.add("%s has '%s', which the registry does not know.".formatted(path, name));
            }
        });
    }

    private void member(Registry.Field field, JsonNode value, String path, List<String> differences) {
        JsonNode constant = field.constant();
        if (constant != null && !constant.equals(value)) {
            differences.add("%s is %s, not %s.".formatted(path, value, constant));
        }
        value(field.parsedType(), value, path, differences);
    }

    private void value(TypeExpression type, JsonNode value, String path, List<String> differences) {
        switch (type) {
            case TypeExpression.Named(String name) -> named(name, value, path, differences);
            case TypeExpression.Text(String text) ->
                require(
                        value.isTextual() && value.textValue().equals(text),
                        "'" + text + "'",
                        value,
                        path,
                        differences);
            case TypeExpression.ListOf(TypeExpression item) -> {
                require(value.isArray(), "an array", value, path, differences);
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    value(item, value.get(i), "%s[%d]".formatted(path, i), differences);
                }
            }
            case TypeExpression.MapOf(TypeExpression inner, @Nullable String keys) -> {
                require(value.isObject(), "an object", value, path, differences);
                value.properties()
                        .forEach(member -> value(inner, member.getValue(), path + "." + member.getKey(), differences));
            }
            case TypeExpression.OneOf(List<TypeExpression> choices) -> oneOf(choices, value, path, differences);
        }
    }

    private void oneOf(List<TypeExpression> choices, JsonNode value, String path, List<String> differences) {
        List<String> all = new ArrayList<>();
        for (TypeExpression choice : choices) {
            List<String> own = new ArrayList<>();
            value(choice, value, path, own);
            if (own.isEmpty()) {
                return;
            }
            all.addAll(own);
        }
        differences.addAll(all);
    }

    private void named(String name, JsonNode value, String path, List<String> differences) {
        switch (name) {
            case "any" -> {}
            case "string" -> require(value.isTextual(), "a string", value, path, differences);
            case "integer" -> require(value.isIntegralNumber(), "an integer", value, path, differences);
            case "number" -> require(value.isNumber(), "a number", value, path, differences);
            case "boolean" -> require(value.isBoolean(), "true or false", value, path, differences);
            case "object" -> require(value.isObject(), "an object", value, path, differences);
            default -> typed(registry.type(name), value, path, differences);
        }
    }

    private void typed(Registry.NamedType type, JsonNode value, String path, List<String> differences) {
        if (!type.fields().isEmpty()) {
            List<Registry.Field> fields = new ArrayList<>(type.fields());
            fields.addAll(Reasons.detailsOf(registry, type));
            object(fields, value, path, differences);
            return;
        }
        named(type.base(), value, path, differences);
        if (!type.values().isEmpty()) {
            boolean known =
                    type.values().stream().anyMatch(choice -> choice.value().equals(value.asText()));
            require(known, "a " + type.name(), value, path, differences);
        }
        String pattern = type.pattern();
        if (pattern != null) {
            require(Pattern.matches(pattern, value.asText()), "a " + type.name(), value, path, differences);
        }
    }

    private static void require(boolean fits, String what, JsonNode value, String path, List<String> differences) {
        if (!fits) {
            differences.add("%s is not %s: %s".formatted(path, what, value));
        }
    }
}
