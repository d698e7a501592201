package dev.dwp.conform.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names everything that the protocol has: {@code conformance/registry.json} as records, in its order. Each thing has the
 * section that defines it and a level: {@code seed}, {@code extension} or {@code worker}.
 */
public record Registry(
        @JsonProperty("$schema") String schema,
        String protocol,
        String version,
        String defaultPath,
        List<Level> levels,
        List<Transport> transports,
        List<FrameKind> frames,
        List<Field> envelope,
        List<NamedType> types,
        List<ScopeKind> scopes,
        List<MethodKind> methods,
        List<ChannelKind> channels,
        List<EventSubject> eventSubjects,
        List<EventKind> events,
        List<ErrorKind> errors,
        List<HttpStatus> httpStatuses,
        List<CloseKind> closeCodes,
        List<Limit> limits) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * Reads the file.
     *
     * @throws IOException when it cannot be read, or has a member that no record has
     */
    public static Registry read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Registry parse(String json) throws JsonProcessingException {
        return JSON.readValue(json, Registry.class);
    }

    /** The type of that name. */
    public NamedType type(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The registry has no type '%s'.".formatted(name)));
    }

    /** What every event about such a thing has. */
    public EventSubject subject(String name) {
        return eventSubjects.stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The registry has no event subject '%s'.".formatted(name)));
    }

    /** All members of an event's data: those of its subject, with what is constant in this event, and its own. */
    public List<Field> fieldsOf(EventKind event) {
        String state = event.state();
        return Stream.concat(
                        subject(event.subject()).fields().stream().map(field -> switch (field.name()) {
                            case "type" -> field.always(TextNode.valueOf(event.type()));
                            case "state" -> state == null ? field : field.always(TextNode.valueOf(state));
                            default -> field;
                        }),
                        event.fields().stream())
                .toList();
    }

    /** The fields that such a frame may have, those marked optional that need not be there. */
    public List<Field> fieldsOf(FrameKind frame) {
        return envelope.stream()
                .filter(field -> field.on().contains(frame.name()))
                .map(field -> field.name().equals("type") ? field.always(TextNode.valueOf(frame.type())) : field)
                .map(field -> field.present(frame.required().contains(field.name())))
                .toList();
    }

    /** One of the degrees to which an implementation may have the protocol. */
    public record Level(String name, String meaning) {}

    /** A way on which frames travel. */
    public record Transport(String name, String section, String level, String request, String meaning) {}

    /**
     * A kind of frame.
     *
     * @param type its {@code type} on the wire
     * @param direction who sends it: {@code client}, {@code server} or {@code both}
     * @param required the fields that are always there
     */
    public record FrameKind(
            String name,
            String type,
            String section,
            String level,
            String direction,
            List<String> required,
            String meaning) {}

    /**
     * A member of a frame, of a method's data or of an object in it.
     *
     * @param type an expression that {@link TypeExpression} reads
     * @param constant the one value that it has, if it has but one
     * @param usual the value that it counts as when it is absent
     * @param level of the seed where none is given, or of what it is a member of
     * @param scope what the token must have beside the method's scope to use it
     * @param tolerates what a server takes beside the type
     * @param on the kinds of frames that have it; of members of frames only
     */
    public record Field(
            String name,
            String type,
            boolean optional,
            @JsonProperty("const") @Nullable JsonNode constant,
            @JsonProperty("default") @Nullable JsonNode usual,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable Integer maxItems,
            @Nullable String level,
            @Nullable String scope,
            @Nullable String tolerates,
            @Nullable String meaning,
            List<String> on) {

        /** Lists that are not there are empty. */
        public Field {
            on = orEmpty(on);
        }

        Field always(JsonNode value) {
            return new Field(
                    name, type, optional, value, usual, min, max, maxItems, level, scope, tolerates, meaning, on);
        }

        Field present(boolean required) {
            return new Field(
                    name, type, !required, constant, usual, min, max, maxItems, level, scope, tolerates, meaning, on);
        }

        TypeExpression parsedType() {
            return TypeExpression.parse(type);
        }

        String said() {
            return Objects.requireNonNullElse(meaning, "");
        }
    }

    /**
     * A type that fields name: a restricted text or number, a choice of values, or an object.
     *
     * @param base {@code string}, {@code integer} or {@code object}
     * @param values all that there are, of a choice
     * @param fields its members, of an object; none means that any are allowed
     */
    public record NamedType(
            String name,
            String base,
            String section,
            String level,
            String meaning,
            @Nullable String format,
            @Nullable String pattern,
            @Nullable Long min,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            List<Choice> values,
            List<Field> fields) {

        /** Lists that are not there are empty. */
        public NamedType {
            values = orEmpty(values);
            fields = orEmpty(fields);
        }
    }

    /**
     * One value of a choice.
     *
     * @param becomes of a state: the states that may follow
     * @param by of a state: the method that leads to what follows
     * @param waiting of a kind of entry: what it waits for while it waits
     * @param fields of a reason: the members that it has beside its code and message
     */
    public record Choice(
            String value,
            @Nullable String meaning,
            @Nullable String level,
            @Nullable String section,
            @Nullable String direction,
            List<String> contentTypes,
            @Nullable String message,
            @Nullable List<String> becomes,
            @Nullable String by,
            @Nullable String waiting,
            List<Field> fields) {

        /** Lists that are not there are empty. */
        public Choice {
            contentTypes = orEmpty(contentTypes);
            fields = orEmpty(fields);
        }
    }

    /**
     * A permission of a token.
     *
     * @param allows what it allows beside the methods that name it
     */
    public record ScopeKind(
            String name,
            String section,
            String level,
            @Nullable String allows) {}

    /** A method: its scope, if it needs one, and the forms in which it is asked and answered. */
    public record MethodKind(
            String name,
            String section,
            String level,
            @Nullable String scope,
            List<String> transports,
            String summary,
            List<Failure> errors,
            List<Form> forms) {}

    /** What can go wrong with one method beside what can with any. */
    public record Failure(int code, String when) {}

    /**
     * One way to ask a method, with its answer.
     *
     * @param name what tells it from the method's other forms; {@code null} of the first or only one
     * @param transports those that have it, where not all have that the method has
     */
    public record Form(
            @Nullable String name,
            @Nullable String level,
            List<String> transports,
            List<Field> request,
            Answer response) {

        /** Lists that are not there are empty. */
        public Form {
            transports = orEmpty(transports);
        }
    }

    /**
     * The data of a response: a type, or members of its own.
     *
     * @param type an expression; {@code null} where there are members
     */
    public record Answer(@Nullable String type, List<Field> fields) {

        /** Lists that are not there are empty. */
        public Answer {
            fields = orEmpty(fields);
        }
    }

    /** A channel that can be subscribed to; {@code <…>} stands for an id or a name. */
    public record ChannelKind(String name, String section, String level, String carries) {}

    /** What events can be about, with the members that all events about it have. */
    public record EventSubject(String name, String section, List<Field> fields) {}

    /**
     * An event.
     *
     * @param state the state of what it is about, after it
     * @param last whether no other follows it
     */
    public record EventKind(
            String type,
            String section,
            String level,
            String subject,
            String when,
            @Nullable String state,
            @JsonProperty("final") boolean last,
            List<String> channels,
            List<Field> fields) {}

    /** A code of error frames. */
    public record ErrorKind(
            int code,
            String name,
            String section,
            String level,
            String meaning,
            @Nullable String details,
            String retry) {}

    /** A status of HTTP responses that frames over other transports never have. */
    public record HttpStatus(int status, String section, String meaning) {}

    /**
     * A close code of WebSocket connections.
     *
     * @param client what a client does then
     * @param reconnect whether a client connects again by itself
     */
    public record CloseKind(int code, String name, String section, String meaning, String client, boolean reconnect) {}

    /**
     * A bound.
     *
     * @param of what it bounds
     * @param beyond what happens to what is larger
     * @param setting the key that changes it on this server; {@code null} where it is fixed
     */
    public record Limit(
            String name,
            String section,
            long value,
            @Nullable String unit,
            @Nullable String setting,
            String of,
            @Nullable String beyond) {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
