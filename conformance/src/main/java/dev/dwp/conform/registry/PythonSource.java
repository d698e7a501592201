package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code clients/python/src/dwp_client/_registry.py}, for Python 3.10 and later without other packages: a
 * {@code TypedDict} for each object, request, response, event and frame, and constants for methods, codes, states and
 * limits.
 */
final class PythonSource {
    private static final String PATH = "clients/python/src/dwp_client/_registry.py";
    private static final int LINE = 110;

    private final Registry registry;
    private final StringBuilder out = new StringBuilder();

    private PythonSource(Registry registry) {
        this.registry = registry;
    }

    static GeneratedFile of(Registry registry) {
        return new GeneratedFile(PATH, new PythonSource(registry).text());
    }

    private String text() {
        out.append("""
                # Generated from conformance/registry.json by `./build generate`; change that file instead.
                # ruff: noqa: E501
                \"""The protocol's types and constants.\"""

                from __future__ import annotations

                from typing import Any, Dict, Final, List, Literal, Mapping, NamedTuple, Optional, Tuple, TypedDict, Union
                """);
        registry.types().stream().filter(type -> type.fields().isEmpty()).forEach(this::type);
        registry.types().stream().filter(type -> !type.fields().isEmpty()).forEach(this::type);
        registry.methods().forEach(method -> method.forms().forEach(form -> form(method, form)));
        registry.events()
                .forEach(event -> structure(
                        Names.event(event),
                        "`%s`: %s (§%s).".formatted(event.type(), event.when(), event.section()),
                        registry.fieldsOf(event)));
        unions();
        registry.frames()
                .forEach(frame -> structure(
                        Names.pascal(frame.name()) + "Frame",
                        "%s (§%s).".formatted(frame.meaning(), frame.section()),
                        registry.fieldsOf(frame)));
        constants();
        return out.toString();
    }

    private void type(Registry.NamedType type) {
        String meaning = "%s (§%s).".formatted(type.meaning(), type.section());
        if (!type.values().isEmpty()) {
            comment(meaning);
            out.append("%s = Literal[%s]\n"
                    .formatted(type.name(), quoted(type.values().stream().map(Registry.Choice::value))));
        } else if (type.fields().isEmpty()) {
            comment(meaning);
            out.append("%s = %s\n".formatted(type.name(), primitive(type.base())));
        } else {
            structure(
                    type.name(),
                    meaning,
                    Stream.concat(type.fields().stream(), Reasons.detailsOf(registry, type).stream())
                            .toList());
        }
    }

    private void form(Registry.MethodKind method, Registry.Form form) {
        structure(
                Names.request(method, form),
                "The data of `%s` (§%s).".formatted(method.name(), method.section()),
                form.request());
        String meaning = "What `%s` answers (§%s).".formatted(method.name(), method.section());
        String type = form.response().type();
        if (type == null) {
            structure(Names.response(method, form), meaning, form.response().fields());
        } else {
            comment(meaning);
            out.append("%s = %s\n".formatted(Names.response(method, form), of(TypeExpression.parse(type))));
        }
    }

    private void unions() {
        for (Registry.EventSubject subject : registry.eventSubjects()) {
            union(
                    Names.pascal(subject.name()) + "EventData",
                    "The data of an event about a %s.".formatted(subject.name()),
                    event -> event.subject().equals(subject.name()));
        }
        union(
                "EventData",
                "The data of an event on a channel that can be subscribed to.",
                event -> !event.level().equals("worker"));
    }

    private void union(String name, String meaning, Predicate<Registry.EventKind> which) {
        comment(meaning);
        out.append("%s = Union[\n".formatted(name));
        registry.events().stream()
                .filter(which)
                .forEach(event -> out.append("    %s,\n".formatted(Names.event(event))));
        out.append("]\n");
    }

    private void constants() {
        out.append("""


                class MethodInfo(NamedTuple):
                    \"""The scope that a method needs, its level, and the transports that have it.\"""

                    scope: Optional[str]
                    level: str
                    transports: Tuple[str, ...]


                METHODS: Final[Mapping[str, MethodInfo]] = {
                """);
        for (Registry.MethodKind method : registry.methods()) {
            String scope = method.scope();
            out.append("    %s: MethodInfo(%s, %s, (%s,)),\n"
                    .formatted(
                            quoted(method.name()),
                            scope == null ? "None" : quoted(scope),
                            quoted(method.level()),
                            quoted(method.transports().stream())));
        }
        out.append("}\n");
        registry.types().stream()
                .filter(type -> !type.values().isEmpty())
                .forEach(type -> list(
                        Names.upperSnake(type.name()) + "S",
                        type.values().stream().map(Registry.Choice::value)));
        list("EVENT_TYPES", registry.events().stream().map(Registry.EventKind::type));
        list("CHANNELS", registry.channels().stream().map(Registry.ChannelKind::name));
        list("SCOPES", registry.scopes().stream().map(Registry.ScopeKind::name));
        numbers("ERROR_CODES", registry.errors(), Registry.ErrorKind::name, Registry.ErrorKind::code);
        numbers("CLOSE_CODES", registry.closeCodes(), Registry.CloseKind::name, Registry.CloseKind::code);
        comment("The close codes after which a client connects again by itself.");
        out.append("RECONNECT_CLOSE_CODES: Final[Tuple[int, ...]] = (%s)\n"
                .formatted(registry.closeCodes().stream()
                        .filter(Registry.CloseKind::reconnect)
                        .map(close -> Integer.toString(close.code()))
                        .collect(Collectors.joining(", "))));
        numbers("LIMITS", registry.limits(), Registry.Limit::name, Registry.Limit::value);
    }

    private <T> void numbers(
            String name, List<T> items, Function<T, String> member, Function<T, ? extends Number> number) {
        out.append("\n%s: Final[Mapping[str, int]] = {\n".formatted(name));
        items.forEach(item -> out.append("    %s: %s,\n".formatted(quoted(member.apply(item)), number.apply(item))));
        out.append("}\n");
    }

    private void list(String name, Stream<String> values) {
        out.append("\n%s: Final[Tuple[str, ...]] = (\n".formatted(name));
        values.forEach(value -> out.append("    %s,\n".formatted(quoted(value))));
        out.append(")\n");
    }

    /** Members that may be absent are in a class of their own: {@code NotRequired} came with Python 3.11. */
    private void structure(String name, String meaning, List<Registry.Field> fields) {
        List<Registry.Field> required =
                fields.stream().filter(field -> !field.optional()).toList();
        List<Registry.Field> optional =
                fields.stream().filter(Registry.Field::optional).toList();
        boolean both = !required.isEmpty() && !optional.isEmpty();
        if (both) {
            begin(
                    "_%sRequired(TypedDict)".formatted(name),
                    "The members of `%s` that are always there.".formatted(name));
            required.forEach(this::member);
        }
        begin(
                both
                        ? "%s(_%sRequired, total=False)".formatted(name, name)
                        : "%s(TypedDict%s)".formatted(name, required.isEmpty() ? ", total=False" : ""),
                meaning);
        (both ? optional : fields).forEach(this::member);
    }

    private void begin(String head, String meaning) {
        out.append("\n\nclass %s:\n    \"\"\"%s\"\"\"\n\n".formatted(head, meaning));
    }

    private void member(Registry.Field field) {
        String doc = Fields.described(field);
        if (!doc.isEmpty()) {
            wrapped("    # ", doc);
        }
        out.append("    %s: %s\n".formatted(field.name(), of(field)));
    }

    private void comment(String sentence) {
        out.append("\n");
        wrapped("# ", sentence);
    }

    private void wrapped(String prefix, String text) {
        StringBuilder line = new StringBuilder(prefix);
        for (String word : text.split(" ", -1)) {
            if (line.length() > prefix.length() && line.length() + word.length() > LINE) {
                out.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(prefix);
            }
            line.append(word).append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private String of(Registry.Field field) {
        JsonNode constant = field.constant();
        if (constant == null) {
            return of(field.parsedType());
        }
        return "Literal[%s]".formatted(constant.isBoolean() ? (constant.booleanValue() ? "True" : "False") : constant);
    }

    private String of(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Named(String name) -> primitive(name);
            case TypeExpression.Text(String value) -> "Literal[%s]".formatted(quoted(value));
            case TypeExpression.ListOf(TypeExpression item) -> "List[%s]".formatted(of(item));
            case TypeExpression.MapOf(TypeExpression value, @Nullable String keys) ->
                "Dict[%s, %s]".formatted(Objects.requireNonNullElse(keys, "str"), of(value));
            case TypeExpression.OneOf(List<TypeExpression> choices) ->
                "Union[%s]".formatted(choices.stream().map(this::of).collect(Collectors.joining(", ")));
        };
    }

    private static String primitive(String name) {
        return switch (name) {
            case "string" -> "str";
            case "integer" -> "int";
            case "number" -> "float";
            case "boolean" -> "bool";
            case "any" -> "Any";
            case "object" -> "Dict[str, Any]";
            default -> name;
        };
    }

    private static String quoted(Stream<String> values) {
        return values.map(PythonSource::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }
}
