package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code clients/typescript/src/registry.ts}: an interface for each object, request, response, event and frame,
 * the map {@code Methods} from names of methods to what they take and give, and constants for codes, states and limits.
 */
final class TypeScriptSource {
    private static final String PATH = "clients/typescript/src/registry.ts";

    private final Registry registry;
    private final StringBuilder out = new StringBuilder();

    private TypeScriptSource(Registry registry) {
        this.registry = registry;
    }

    static GeneratedFile of(Registry registry) {
        return new GeneratedFile(PATH, new TypeScriptSource(registry).text());
    }

    private String text() {
        out.append("// Generated from conformance/registry.json by `./build generate`; change that file instead.\n");
        registry.types().forEach(this::type);
        registry.methods().forEach(method -> method.forms().forEach(form -> form(method, form)));
        methods();
        registry.events().forEach(this::event);
        eventUnions();
        frames();
        constants();
        return out.toString();
    }

    private void type(Registry.NamedType type) {
        doc("", "%s (§%s).".formatted(type.meaning(), type.section()));
        if (!type.values().isEmpty()) {
            alias(type.name(), type.values().stream().map(value -> quoted(value.value())));
        } else if (!type.fields().isEmpty()) {
            structure(type.name(), type.fields(), reasonFields(type));
        } else {
            alias(type.name(), Stream.of(primitive(type.base())));
        }
    }

    /** What reasons have beside code and message depends on the code: all of it is optional. */
    private List<Registry.Field> reasonFields(Registry.NamedType type) {
        return Reasons.detailsOf(registry, type);
    }

    private void form(Registry.MethodKind method, Registry.Form form) {
        doc("", "The data of `%s` (§%s).".formatted(method.name(), method.section()));
        structure(Names.request(method, form), form.request(), List.of());
        doc("", "What `%s` answers (§%s).".formatted(method.name(), method.section()));
        String type = form.response().type();
        if (type == null) {
            structure(Names.response(method, form), form.response().fields(), List.of());
        } else {
            alias(Names.response(method, form), Stream.of(of(TypeExpression.parse(type))));
        }
    }

    private void methods() {
        doc("", "What each method takes and gives.");
        out.append("export interface Methods {\n");
        for (Registry.MethodKind method : registry.methods()) {
            doc("  ", method.summary() + ".");
            out.append("  %s: { request: %s; response: %s };\n"
                    .formatted(
                            quoted(method.name()),
                            union(method.forms().stream().map(form -> Names.request(method, form))),
                            union(method.forms().stream().map(form -> Names.response(method, form)))));
        }
        out.append("}\n");
        doc("", "The name of a method.");
        alias("MethodName", Stream.of("keyof Methods"));
    }

    private void event(Registry.EventKind event) {
        doc("", "`%s`: %s (§%s).".formatted(event.type(), event.when(), event.section()));
        structure(Names.event(event), registry.fieldsOf(event), List.of());
    }

    private void eventUnions() {
        for (Registry.EventSubject subject : registry.eventSubjects()) {
            doc("", "The data of an event about a %s.".formatted(subject.name()));
            alias(Names.pascal(subject.name()) + "EventData", eventsAbout(subject.name()));
        }
        doc("", "The data of an event on a channel that can be subscribed to.");
        alias(
                "EventData",
                registry.events().stream()
                        .filter(event -> !event.level().equals("worker"))
                        .map(Names::event));
        doc("", "The name of an event.");
        alias("EventType", Stream.of("EventData[\"type\"]"));
    }

    private Stream<String> eventsAbout(String subject) {
        return registry.events().stream()
                .filter(event -> event.subject().equals(subject))
                .map(Names::event);
    }

    private void frames() {
        for (Registry.FrameKind frame : registry.frames()) {
            doc("", "%s (§%s).".formatted(frame.meaning(), frame.section()));
            out.append("export interface %sFrame%s {\n".formatted(Names.pascal(frame.name()), parameters(frame)));
            registry.fieldsOf(frame).forEach(field -> member(field, frameType(frame, field)));
            out.append("}\n");
        }
        doc("", "A frame that a client may send.");
        alias("ClientFrame", framesFrom("server"));
        doc("", "A frame that a server may send.");
        alias("ServerFrame", framesFrom("client"));
        doc("", "Any frame.");
        alias("Frame", framesFrom("nobody"));
    }

    private Stream<String> framesFrom(String notFrom) {
        return registry.frames().stream()
                .filter(frame -> !frame.direction().equals(notFrom))
                .map(frame -> Names.pascal(frame.name()) + "Frame");
    }

    private static String parameters(Registry.FrameKind frame) {
        return switch (frame.name()) {
            case "request", "response" -> "<M extends MethodName = MethodName>";
            case "event" -> "<E = EventData>";
            default -> "";
        };
    }

    private String frameType(Registry.FrameKind frame, Registry.Field field) {
        return switch (frame.name() + " " + field.name()) {
            case "request method" -> "M";
            case "request data" -> "Methods[M][\"request\"]";
            case "response data" -> "Methods[M][\"response\"]";
            case "event data" -> "E";
            default -> of(field);
        };
    }

    private void constants() {
        doc("", "Every method: the scope that it needs, its level, and the transports that have it.");
        out.append("export const METHODS = {\n");
        for (Registry.MethodKind method : registry.methods()) {
            String scope = method.scope();
            out.append("  %s: { scope: %s, level: %s, transports: [%s] },\n"
                    .formatted(
                            quoted(method.name()),
                            scope == null ? "null" : quoted(scope),
                            quoted(method.level()),
                            joined(method.transports())));
        }
        out.append("} as const;\n");
        registry.types().stream()
                .filter(type -> !type.values().isEmpty())
                .forEach(type -> list(
                        Names.upperSnake(type.name()) + "S",
                        type.name(),
                        type.values().stream().map(Registry.Choice::value)));
        list("EVENT_TYPES", "string", registry.events().stream().map(Registry.EventKind::type));
        list("CHANNELS", "string", registry.channels().stream().map(Registry.ChannelKind::name));
        list("SCOPES", "string", registry.scopes().stream().map(Registry.ScopeKind::name));
        numbers("ERROR_CODES", registry.errors().stream(), error -> error.name() + ": " + error.code());
        numbers("CLOSE_CODES", registry.closeCodes().stream(), close -> close.name() + ": " + close.code());
        doc("", "The close codes after which a client connects again by itself.");
        out.append("export const RECONNECT_CLOSE_CODES: readonly number[] = [%s];\n"
                .formatted(registry.closeCodes().stream()
                        .filter(Registry.CloseKind::reconnect)
                        .map(close -> Integer.toString(close.code()))
                        .collect(Collectors.joining(", "))));
        numbers("LIMITS", registry.limits().stream(), limit -> limit.name() + ": " + limit.value());
    }

    private <T> void numbers(String name, Stream<T> items, java.util.function.Function<T, String> member) {
        out.append("\nexport const %s = {\n".formatted(name));
        items.forEach(item -> out.append("  ").append(member.apply(item)).append(",\n"));
        out.append("} as const;\n");
    }

    private void list(String name, String type, Stream<String> values) {
        out.append("\nexport const %s: readonly %s[] = [%s];\n".formatted(name, type, joined(values.toList())));
    }

    private void structure(String name, List<Registry.Field> fields, List<Registry.Field> details) {
        if (fields.isEmpty()) {
            out.append("export interface %s {}\n".formatted(name));
            return;
        }
        out.append("export interface %s {\n".formatted(name));
        fields.forEach(field -> member(field, of(field)));
        details.forEach(field -> member(field, of(field)));
        out.append("}\n");
    }

    private void member(Registry.Field field, String type) {
        String doc = Fields.described(field);
        if (!doc.isEmpty()) {
            doc("  ", doc);
        }
        out.append("  %s%s: %s;\n".formatted(field.name(), field.optional() ? "?" : "", type));
    }

    private void alias(String name, Stream<String> choices) {
        List<String> all = choices.toList();
        String line = "export type %s = %s;\n".formatted(name, String.join(" | ", all));
        out.append(
                line.length() <= 120 || all.size() == 1
                        ? line
                        : "export type %s =\n  | %s;\n".formatted(name, String.join("\n  | ", all)));
    }

    private void doc(String indent, String sentence) {
        if (indent.isEmpty()) {
            out.append('\n');
        }
        out.append("%s/** %s */\n".formatted(indent, sentence));
    }

    private String of(Registry.Field field) {
        JsonNode constant = field.constant();
        return constant == null ? of(field.parsedType()) : constant.toString();
    }

    private String of(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Named(String name) -> primitive(name);
            case TypeExpression.Text(String value) -> quoted(value);
            case TypeExpression.ListOf(TypeExpression item) ->
                item instanceof TypeExpression.OneOf ? "(%s)[]".formatted(of(item)) : of(item) + "[]";
            case TypeExpression.MapOf(TypeExpression value, @Nullable String keys) ->
                "Record<%s, %s>".formatted(Objects.requireNonNullElse(keys, "string"), of(value));
            case TypeExpression.OneOf(List<TypeExpression> choices) ->
                union(choices.stream().map(this::of));
        };
    }

    private static String primitive(String name) {
        return switch (name) {
            case "integer", "number" -> "number";
            case "any" -> "unknown";
            case "object" -> "Record<string, unknown>";
            default -> name;
        };
    }

    private static String union(Stream<String> choices) {
        return choices.collect(Collectors.joining(" | "));
    }

    private static String joined(List<String> values) {
        return values.stream().map(TypeScriptSource::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }
}
