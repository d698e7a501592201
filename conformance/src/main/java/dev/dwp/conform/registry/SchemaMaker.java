package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes JSON Schemas (draft 2020-12) of the registry's types. Members that a schema does not name are allowed. */
final class SchemaMaker {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Registry registry;
    private final UnaryOperator<String> reference;

    /**
     * Makes schemas that refer to each other.
     *
     * @param reference from the name of a type to what a {@code $ref} says
     */
    SchemaMaker(Registry registry, UnaryOperator<String> reference) {
        this.registry = registry;
        this.reference = reference;
    }

    /** The schemas of all types, by name. */
    Map<String, ObjectNode> types() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        registry.types().forEach(type -> schemas.put(type.name(), type(type)));
        return schemas;
    }

    /** The schemas of the data of all requests and responses, by the names that they have everywhere. */
    Map<String, ObjectNode> methods() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        for (Registry.MethodKind method : registry.methods()) {
            for (Registry.Form form : method.forms()) {
                schemas.put(
                        Names.request(method, form),
                        described(
                                object(form.request(), true),
                                "The data of a request for `%s`".formatted(method.name())));
                String type = form.response().type();
                ObjectNode answer =
                        type == null ? object(form.response().fields(), false) : of(TypeExpression.parse(type));
                schemas.put(
                        Names.response(method, form),
                        described(answer, "The data of the response to `%s`".formatted(method.name())));
            }
        }
        return schemas;
    }

    /** The schemas of the data of all events, by the names that they have everywhere. */
    Map<String, ObjectNode> events() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        registry.events()
                .forEach(event -> schemas.put(
                        Names.event(event), described(object(registry.fieldsOf(event), false), event.when())));
        return schemas;
    }

    /** A frame, whose data is any. */
    ObjectNode frame(Registry.FrameKind frame) {
        return described(object(registry.fieldsOf(frame), !frame.direction().equals("server")), frame.meaning());
    }

    /** What refers to a type, or to the data of a request, response or event. */
    ObjectNode refer(String name) {
        return JSON.objectNode().put("$ref", reference.apply(name));
    }

    private ObjectNode type(Registry.NamedType type) {
        if (!type.fields().isEmpty()) {
            List<Registry.Field> fields = new ArrayList<>(type.fields());
            fields.addAll(Reasons.detailsOf(registry, type));
            return described(object(fields, isSent(type)), type.meaning());
        }
        ObjectNode schema = JSON.objectNode().put("type", type.base());
        if (!type.values().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            type.values().forEach(value -> values.add(value.value()));
        }
        put(schema, "format", type.format());
        put(schema, "pattern", type.pattern());
        if (type.min() != null) {
            schema.put("minimum", type.min());
        }
        if (type.minLength() != null) {
            schema.put("minLength", type.minLength());
        }
        if (type.maxLength() != null) {
            schema.put("maxLength", type.maxLength());
        }
        return described(schema, type.meaning());
    }

    /** Whether clients send it, in whose frames null counts as absent. */
    private static boolean isSent(Registry.NamedType type) {
        return List.of("JobSpec", "Backoff", "ServedName", "HeldJob", "Settlement")
                .contains(type.name());
    }

    private ObjectNode object(List<Registry.Field> fields, boolean nullIsAbsent) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Registry.Field field : fields) {
            properties.set(field.name(), member(field, nullIsAbsent));
            if (!field.optional()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode member(Registry.Field field, boolean nullIsAbsent) {
        ObjectNode schema = of(field.parsedType());
        JsonNode constant = field.constant();
        if (constant != null) {
            schema = JSON.objectNode();
            schema.set("const", constant);
        }
        if (field.min() != null) {
            schema.put("minimum", field.min());
        }
        if (field.max() != null) {
            schema.put("maximum", field.max());
        }
        if (field.maxItems() != null) {
            schema.put("maxItems", field.maxItems());
        }
        if (nullIsAbsent && field.optional() && !schema.isEmpty()) {
            ObjectNode either = JSON.objectNode();
            either.putArray("anyOf").add(schema).add(JSON.objectNode().put("type", "null"));
            schema = either;
        }
        JsonNode usual = field.usual();
        if (usual != null) {
            schema.set("default", usual);
        }
        return described(schema, field.said());
    }

    private ObjectNode of(TypeExpression type) {
        ObjectNode schema = JSON.objectNode();
        return switch (type) {
            case TypeExpression.Named(String name) -> named(name);
            case TypeExpression.Text(String value) -> schema.put("const", value);
            case TypeExpression.ListOf(TypeExpression item) -> {
                schema.put("type", "array").set("items", of(item));
                yield schema;
            }
            case TypeExpression.MapOf(TypeExpression value, @Nullable String keys) -> {
                schema.put("type", "object").set("additionalProperties", of(value));
                if (keys != null) {
                    schema.set("propertyNames", refer(keys));
                }
                yield schema;
            }
            case TypeExpression.OneOf(List<TypeExpression> choices) -> {
                ArrayNode any = schema.putArray("anyOf");
                choices.forEach(choice -> any.add(of(choice)));
                yield schema;
            }
        };
    }

    private ObjectNode named(String name) {
        return switch (name) {
            case "any" -> JSON.objectNode();
            case "string", "integer", "number", "boolean", "object" ->
                JSON.objectNode().put("type", name);
            default -> refer(name);
        };
    }

    private static void put(ObjectNode schema, String keyword, @Nullable String value) {
        if (value != null) {
            schema.put(keyword, value);
        }
    }

    private static ObjectNode described(ObjectNode schema, String meaning) {
        return meaning.isEmpty() ? schema : schema.put("description", Objects.requireNonNull(meaning));
    }
}
