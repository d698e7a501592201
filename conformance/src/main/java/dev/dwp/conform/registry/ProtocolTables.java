package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conform.registry.Registry.Choice;
import dev.dwp.conform.registry.Registry.Field;
import dev.dwp.conform.registry.Registry.MethodKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of {@code docs/protocol.md}: what stands between {@code <!-- registry: … -->} and
 * {@code <!-- end -->}. What this server does not serve is left out.
 */
final class ProtocolTables {
    private static final String BEGIN = "<!-- registry: ";
    private static final String END = "<!-- end -->";
    private static final String NOT_SERVED = "worker";

    private final Registry registry;

    ProtocolTables(Registry registry) {
        this.registry = registry;
    }

    /**
     * The page with every table as the registry has it.
     *
     * @throws IllegalArgumentException where a table is asked for that there is not, or has no end
     */
    String in(String page) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int begin = page.indexOf(BEGIN); begin >= 0; begin = page.indexOf(BEGIN, at)) {
            int named = page.indexOf(" -->\n", begin);
            int end = page.indexOf(END, begin);
            if (named < 0 || end < named) {
                throw new IllegalArgumentException(
                        "A table has no end: " + page.substring(begin).lines().findFirst());
            }
            String name = page.substring(begin + BEGIN.length(), named);
            out.append(page, at, named).append(" -->\n\n").append(table(name)).append('\n');
            at = end;
        }
        return out.append(page.substring(at)).toString();
    }

    private String table(String name) {
        String subject = name.substring(name.indexOf(' ') + 1);
        return switch (name.replaceFirst(" .*", "")) {
            case "envelope" -> envelope();
            case "scopes" -> scopes();
            case "close-codes" -> closeCodes();
            case "methods" -> methods();
            case "states" -> states(subject);
            case "request" -> request(subject);
            case "response" -> response(subject);
            case "type" -> fields("field", served(registry.type(subject).fields()));
            case "options" -> fields("`backoff.`", served(registry.type(subject).fields()));
            case "reasons" -> reasons(subject);
            case "kinds" -> kinds(subject);
            case "channels" -> channels();
            case "events" -> events(subject);
            case "errors" -> errors();
            default -> throw new IllegalArgumentException("There is no table '%s'.".formatted(name));
        };
    }

    private String envelope() {
        return rows("field", "type", "on", "meaning")
                + registry.envelope().stream()
                        .map(field -> row("`%s`".formatted(field.name()), type(field), kinds(field), field.said()))
                        .collect(Collectors.joining());
    }

    private String kinds(Field field) {
        return field.on().size() == registry.frames().size()
                ? "every frame"
                : field.on().stream().map(kind -> kind.replace('_', ' ')).collect(Collectors.joining(", "));
    }

    private String scopes() {
        return rows("scope", "allows")
                + registry.scopes().stream()
                        .filter(scope -> !scope.level().equals(NOT_SERVED))
                        .map(scope -> row("`%s`".formatted(scope.name()), allowed(scope)))
                        .collect(Collectors.joining());
    }

    private String allowed(Registry.ScopeKind scope) {
        return Objects.requireNonNullElseGet(
                scope.allows(),
                () -> methodsServed()
                        .filter(method -> scope.name().equals(method.scope()))
                        .map(method -> "`%s`".formatted(method.name()))
                        .collect(Collectors.joining(", ")));
    }

    private String closeCodes() {
        return rows("code", "meaning", "what a client does")
                + registry.closeCodes().stream()
                        .map(close -> row(Integer.toString(close.code()), close.meaning(), close.client()))
                        .collect(Collectors.joining());
    }

    private String methods() {
        return rows("method", "scope", "data", "response")
                + methodsServed()
                        .map(method -> row(
                                "`%s`".formatted(method.name()),
                                method.scope() == null ? "" : "`%s`".formatted(method.scope()),
                                forms(method, form -> names(form.request())),
                                forms(method, this::answer)))
                        .collect(Collectors.joining());
    }

    private static String forms(MethodKind method, Function<Registry.Form, String> text) {
        return method.forms().stream().map(text).distinct().collect(Collectors.joining("; or "));
    }

    private String answer(Registry.Form form) {
        String type = form.response().type();
        if (type == null) {
            return names(form.response().fields());
        }
        String item = type.replace("[]", "");
        String said = registry.type(item).meaning();
        String one = said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
        return type.endsWith("[]") ? "an array, each of " + one : one;
    }

    private static String names(List<Field> fields) {
        String names = served(fields).stream()
                .map(field -> "`%s%s`".formatted(field.name(), field.optional() ? "?" : ""))
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? "–" : names;
    }

    private String states(String type) {
        return rows("state", "meaning", "may become")
                + registry.type(type).values().stream()
                        .map(state -> row("`%s`".formatted(state.value()), meaning(state), becomes(state)))
                        .collect(Collectors.joining());
    }

    private static String becomes(Choice state) {
        List<String> next = Objects.requireNonNullElse(state.becomes(), List.of());
        String states = next.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        String by = state.by();
        return next.isEmpty() ? "–" : by == null ? states : "%s, by `%s`".formatted(states, by);
    }

    private String request(String subject) {
        return fields("data", served(form(subject).request()));
    }

    private String response(String subject) {
        return fields("response", served(form(subject).response().fields()));
    }

    /** A method's name, and that of a form behind it where it is not the first. */
    private Registry.Form form(String subject) {
        String[] words = subject.split(" ", 2);
        return registry.methods().stream()
                .filter(method -> method.name().equals(words[0]))
                .flatMap(method -> method.forms().stream())
                .filter(form -> words.length == 1 || words[1].equals(form.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no form '%s'.".formatted(subject)));
    }

    private String fields(String title, List<Field> fields) {
        boolean usuals = fields.stream().anyMatch(field -> field.usual() != null);
        String head = usuals ? rows(title, "type", "default", "meaning") : rows(title, "type", "meaning");
        return head
                + fields.stream()
                        .map(field -> {
                            String name = "`%s%s`".formatted(field.name(), field.optional() ? "?" : "");
                            return usuals
                                    ? row(name, type(field), usual(field), field.said())
                                    : row(name, type(field), field.said());
                        })
                        .collect(Collectors.joining());
    }

    private static String usual(Field field) {
        JsonNode usual = field.usual();
        if (usual == null) {
            return "";
        }
        return usual.isNumber() || usual.isBoolean() ? usual.toString() : "`%s`".formatted(usual.asText());
    }

    private String reasons(String type) {
        return rows("code", "meaning", "beside it")
                + registry.type(type).values().stream()
                        .filter(code -> !NOT_SERVED.equals(code.level()))
                        .map(code -> row("`%s`".formatted(code.value()), meaning(code), besides(code)))
                        .collect(Collectors.joining());
    }

    private static String besides(Choice code) {
        return code.fields().stream().map(ProtocolTables::beside).collect(Collectors.joining(", "));
    }

    private static String beside(Field field) {
        String name = "`%s%s`".formatted(field.name(), field.optional() ? "?" : "");
        return field.said().isEmpty() ? name : "%s (%s)".formatted(name, field.said());
    }

    private String kinds(String type) {
        return rows("kind", "what it is", "`waiting` means")
                + registry.type(type).values().stream()
                        .map(kind -> row(
                                "`%s`".formatted(kind.value()),
                                meaning(kind),
                                Objects.requireNonNullElse(kind.waiting(), "")))
                        .collect(Collectors.joining());
    }

    private String channels() {
        return rows("channel", "carries")
                + registry.channels().stream()
                        .filter(channel -> !channel.level().equals(NOT_SERVED))
                        .map(channel -> row("`%s`".formatted(channel.name()), channel.carries()))
                        .collect(Collectors.joining());
    }

    private String events(String subject) {
        List<Registry.EventKind> events = registry.events().stream()
                .filter(event -> event.subject().equals(subject))
                .toList();
        Predicate<Registry.EventKind> stated = event -> event.state() != null;
        if (events.stream().noneMatch(stated)) {
            return rows("type", "when", "fields")
                    + events.stream()
                            .map(event -> row("`%s`".formatted(event.type()), event.when(), furtherOf(subject, event)))
                            .collect(Collectors.joining());
        }
        return rows("type", "when", "`state`", "further fields")
                + events.stream()
                        .map(event -> row(
                                "`%s`".formatted(event.type()),
                                event.when(),
                                "`%s`".formatted(event.state()),
                                event.fields().stream()
                                        .map(ProtocolTables::beside)
                                        .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining());
    }

    /** Where there are no states, what the subject has beside what every event has. */
    private String furtherOf(String subject, Registry.EventKind event) {
        return Stream.concat(registry.subject(subject).fields().stream(), event.fields().stream())
                .filter(field -> !List.of("type", "topic", "scope_app_id", "scope_org_id")
                        .contains(field.name()))
                .map(ProtocolTables::beside)
                .collect(Collectors.joining(", "));
    }

    private String errors() {
        return rows("code", "meaning", "`details`", "try again?")
                + registry.errors().stream()
                        .map(error -> row(
                                Integer.toString(error.code()),
                                error.meaning(),
                                Objects.requireNonNullElse(error.details(), ""),
                                error.retry()))
                        .collect(Collectors.joining());
    }

    private Stream<MethodKind> methodsServed() {
        return registry.methods().stream().filter(method -> !method.level().equals(NOT_SERVED));
    }

    private static List<Field> served(List<Field> fields) {
        return fields.stream()
                .filter(field -> !NOT_SERVED.equals(field.level()))
                .toList();
    }

    private static String meaning(Choice choice) {
        return Objects.requireNonNullElse(choice.meaning(), "");
    }

    private String type(Field field) {
        String word = word(field.parsedType());
        Long min = field.min();
        return min != null && min == 1 && word.equals("integer") ? "integer above 0" : word;
    }

    private String word(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Text(String value) -> "`%s`".formatted(value);
            case TypeExpression.ListOf(TypeExpression item) ->
                item instanceof TypeExpression.Named ? "array of %ss".formatted(word(item)) : "array of objects";
            case TypeExpression.MapOf(TypeExpression value, @Nullable String keys) -> "object";
            case TypeExpression.OneOf(List<TypeExpression> choices) ->
                choices.stream().map(this::word).distinct().collect(Collectors.joining(" or "));
            case TypeExpression.Named(String name) -> word(name);
        };
    }

    private String word(String name) {
        return switch (name) {
            case "string", "integer", "number", "boolean", "any", "object" -> name;
            case "Time" -> "time";
            case "Cursor" -> "cursor";
            default -> registry.type(name).base();
        };
    }

    private static String rows(String... titles) {
        return row(titles) + "|---".repeat(titles.length) + "|\n";
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(cell.isEmpty() ? " |" : " %s |".formatted(cell));
        }
        return row.append('\n').toString();
    }
}
