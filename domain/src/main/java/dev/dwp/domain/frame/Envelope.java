package dev.dwp.domain.frame;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps frames to and from the fields of PROTOCOL §2: the one place that knows their names. Both codecs carry what this
 * reads and writes, so that they cannot differ in a rule.
 */
public final class Envelope {
    private static final int LONGEST_ID = 128;

    private Envelope() {}

    /**
     * Reads a frame. Absent and {@code null} fields are the same; unknown ones are ignored.
     *
     * @throws Refusal 400 naming the field and what it should be
     */
    public static Frame read(Value.Struct fields) {
        String id = id(fields, "id");
        Value ts = fields.member("ts");
        String type = type(fields);
        return switch (type) {
            case "request" -> request(fields, id, ts);
            case "response" -> new Frame.Response(id, id(fields, "correl_id"), data(fields), ignored(fields), ts);
            case "error" -> new Frame.Failure(id, id(fields, "correl_id"), error(fields), text(fields, "channel"), ts);
            case "event" -> new Frame.Event(id, required(fields, "channel"), data(fields), ts);
            case "ping" -> new Frame.Ping(id, ts);
            case "pong" -> new Frame.Pong(id, id(fields, "correl_id"), ts);
            default ->
                throw Refusal.badRequest(
                        "'%s' is no frame type; send 'request', 'ping' or 'pong'.".formatted(Excerpt.of(type)));
        };
    }

    /** The fields of a frame, absent ones left out. */
    public static Value.Struct write(Frame frame) {
        StructBuilder fields = Value.struct().put("id", frame.id());
        switch (frame) {
            case Frame.Request request -> write(request, fields);
            case Frame.CreditGrant grant ->
                fields.put("type", "request").put("channel", grant.channel()).put("credits", grant.credits());
            case Frame.Response response ->
                fields.put("type", "response")
                        .put("correl_id", response.correlId())
                        .put("data", response.data())
                        .put("ignored", ignored(response.ignored()));
            case Frame.Failure failure ->
                fields.put("type", "error")
                        .put("correl_id", failure.correlId())
                        .put("error", write(failure.error()))
                        .put("channel", failure.channel());
            case Frame.Event event ->
                fields.put("type", "event").put("channel", event.channel()).put("data", event.data());
            case Frame.Ping ping -> fields.put("type", "ping");
            case Frame.Pong pong -> fields.put("type", "pong").put("correl_id", pong.correlId());
        }
        return fields.put("ts", frame.ts()).build();
    }

    /**
     * The id of a frame that cannot be read as a whole, for the error frame that says so; {@code null} when even that
     * is unreadable.
     */
    public static @Nullable String idOf(Value.Struct fields) {
        try {
            return id(fields, "id");
        } catch (Refusal unreadable) {
            return null;
        }
    }

    private static Frame request(Value.Struct fields, @Nullable String id, @Nullable Value ts) {
        String method = text(fields, "method");
        Long credits = credits(fields);
        if (method == null) {
            if (credits == null) {
                throw Refusal.badRequest("A request needs a 'method', or 'credits' to grant.");
            }
            return new Frame.CreditGrant(id, text(fields, "channel"), credits, ts);
        }
        Frame.Context context = new Frame.Context(
                text(fields, "token"),
                text(fields, "app_id"),
                text(fields, "org_id"),
                text(fields, "channel"),
                credits,
                traceparent(fields));
        return new Frame.Request(id, method, fields.member("data"), context, ts);
    }

    private static void write(Frame.Request request, StructBuilder fields) {
        Frame.Context context = request.context();
        fields.put("type", "request")
                .put("method", request.method())
                .put("token", context.token())
                .put("app_id", context.appId())
                .put("org_id", context.orgId())
                .put("data", request.data())
                .put("channel", context.channel())
                .put("credits", context.credits())
                .put("traceparent", context.traceparent());
    }

    private static String type(Value.Struct fields) {
        String type = text(fields, "type");
        if (type != null) {
            return type;
        }
        if (fields.member("method") == null) {
            throw Refusal.badRequest("A frame needs a 'type': 'request', 'ping' or 'pong'.");
        }
        return "request";
    }

    private static Value data(Value.Struct fields) {
        Value data = fields.member("data");
        return data == null ? Value.NULL : data;
    }

    private static List<String> ignored(Value.Struct fields) {
        return switch (fields.member("ignored")) {
            case null -> List.of();
            case Value.Array(var paths) -> paths.stream().map(Envelope::path).toList();
            default -> throw ignoredMustBeTexts();
        };
    }

    private static String path(Value path) {
        if (path instanceof Value.Text(String text)) {
            return text;
        }
        throw ignoredMustBeTexts();
    }

    private static Refusal ignoredMustBeTexts() {
        return Refusal.badRequest("'ignored' must be an array of texts.");
    }

    private static @Nullable Value ignored(List<String> paths) {
        return paths.isEmpty()
                ? null
                : new Value.Array(paths.stream().map(Value::of).toList());
    }

    private static ErrorBody error(Value.Struct fields) {
        if (fields.member("error") instanceof Value.Struct error
                && error.member("code") instanceof Value.Int(long code)
                && code == (int) code) {
            return new ErrorBody((int) code, required(error, "message"), text(error, "details"));
        }
        throw Refusal.badRequest("An error frame needs an 'error' with a 'code' and a 'message'.");
    }

    private static Value write(ErrorBody error) {
        return Value.struct()
                .put("code", error.code())
                .put("message", error.message())
                .put("details", error.details())
                .build();
    }

    private static @Nullable String id(Value.Struct fields, String name) {
        String id = switch (fields.member(name)) {
            case null -> null;
            case Value.Text text -> text.value();
            case Value.Int number -> Long.toString(number.value());
            case Value.Decimal(BigDecimal number) -> number.toString();
            default -> throw Refusal.badRequest("'%s' must be a text or a number.".formatted(name));
        };
        if (id != null && id.length() > LONGEST_ID) {
            requireShort(name, id.codePointCount(0, id.length()));
        }
        return id;
    }

    private static void requireShort(String name, int characters) {
        if (characters > LONGEST_ID) {
            throw Refusal.badRequest(
                    "'%s' has %d characters; at most %d are allowed.".formatted(name, characters, LONGEST_ID));
        }
    }

    private static @Nullable String text(Value.Struct fields, String name) {
        return switch (fields.member(name)) {
            case null -> null;
            case Value.Text text -> text.value();
            default -> throw Refusal.badRequest("'%s' must be a text.".formatted(name));
        };
    }

    private static String required(Value.Struct fields, String name) {
        String text = text(fields, name);
        if (text == null) {
            throw Refusal.badRequest("'%s' is missing.".formatted(name));
        }
        return text;
    }

    private static @Nullable Long credits(Value.Struct fields) {
        Value value = fields.member("credits");
        Long credits = value == null ? null : Value.wholeNumber(value);
        if (value != null && (credits == null || credits < 1)) {
            throw Refusal.badRequest("'credits' must be a whole number above 0.");
        }
        return credits;
    }

    /** A trace context that is malformed is as good as none. */
    private static @Nullable String traceparent(Value.Struct fields) {
        return fields.member("traceparent") instanceof Value.Text(String text) ? Traceparent.read(text) : null;
    }
}
