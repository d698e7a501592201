package dev.dwp.application.frame;

import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a request's data, each with the error that names it (400), and remembers which were asked for, so
 * that the response can name those that had no effect. Absent and {@code null} are the same (PROTOCOL §2). The members of an
 * object inside the data are named by their path: {@code jobs[3].delay_ms}. Not thread-safe.
 */
public final class Params {
    private static final int LONGEST_TEXT = 1024;

    /** Paths that a response names; of more, the first ones and {@code …}. */
    private static final int MOST_IGNORED = 100;

    private static final int LONGEST_NAME = 128;

    private final Value.Struct data;

    /** What goes before the name of a member to make its path; empty at the top. */
    private final String prefix;

    /** Members that were asked for, whether or not they are there. */
    private final Set<String> known = new HashSet<>();

    /** The objects inside that were read, by the member that they are in. */
    private final Map<String, List<Params>> within = new HashMap<>();

    /** Reads the data of a request. */
    public Params(Value.Struct data) {
        this(data, "");
    }

    private Params(Value.Struct data, String prefix) {
        this.data = data;
        this.prefix = prefix;
    }

    /** Whether the member is there and not {@code null}. */
    boolean has(String name) {
        return value(name) != null;
    }

    /** The path of a member, as errors name it. */
    String path(String name) {
        return prefix + name;
    }

    /** An optional object, to be read in turn. */
    @Nullable
    Params object(String name) {
        Value value = value(name);
        return value == null ? null : inside(name, value, path(name));
    }

    /**
     * An optional sequence of objects, at most {@code most}. Each is looked at when its turn comes, and refused (400) then
     * if it is none.
     */
    @Nullable
    List<Supplier<Params>> objects(String name, int most) {
        List<Value> items = items(name, most);
        if (items == null) {
            return null;
        }
        List<Supplier<Params>> objects = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Value item = items.get(i);
            String path = "%s[%d]".formatted(path(name), i);
            objects.add(() -> inside(name, item, path));
        }
        return objects;
    }

    private Params inside(String name, Value value, String path) {
        Params inside = new Params(struct(value, path), path + ".");
        within.computeIfAbsent(name, key -> new ArrayList<>()).add(inside);
        return inside;
    }

    /** Paths of the members that nobody asked for, in the order in which they were sent, also where they are null. */
    public List<String> ignored() {
        List<String> paths = new ArrayList<>();
        addIgnored(paths);
        return paths.size() <= MOST_IGNORED ? paths : shortened(paths);
    }

    private static List<String> shortened(List<String> paths) {
        List<String> first = new ArrayList<>(paths.subList(0, MOST_IGNORED));
        first.add("…");
        return first;
    }

    private void addIgnored(List<String> paths) {
        for (String name : data.members().keySet()) {
            if (paths.size() > MOST_IGNORED) {
                return;
            }
            if (known.contains(name)) {
                within.getOrDefault(name, List.of()).forEach(inside -> inside.addIgnored(paths));
            } else {
                paths.add(path(name.length() > LONGEST_NAME ? Excerpt.of(name) : name));
            }
        }
    }

    private static Value.Struct struct(Value value, String path) {
        if (value instanceof Value.Struct members) {
            return members;
        }
        throw Refusal.badRequest("'%s' must be an object.".formatted(path));
    }

    /** An optional sequence of texts, at most {@code most}. */
    @Nullable
    List<String> texts(String name, int most) {
        List<Value> items = items(name, most);
        if (items == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Value.Text(String text))) {
                throw Refusal.badRequest("'%s[%d]' must be a text.".formatted(path(name), i));
            }
            texts.add(text);
        }
        return texts;
    }

    private @Nullable List<Value> items(String name, int most) {
        return switch (value(name)) {
            case null -> null;
            case Value.Array(List<Value> items) when items.size() <= most -> items;
            case Value.Array(List<Value> items) ->
                throw Refusal.badRequest(
                        "'%s' has %d items; at most %d are allowed.".formatted(path(name), items.size(), most));
            default -> throw Refusal.badRequest("'%s' must be an array.".formatted(path(name)));
        };
    }

    /** The member as it was sent; {@code null} when absent. */
    public @Nullable Value value(String name) {
        known.add(name);
        return data.member(name);
    }

    @Nullable
    String text(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Text(String text) when text.length() <= LONGEST_TEXT -> text;
            case Value.Text(String text) ->
                throw Refusal.badRequest("'%s' has %d characters; at most %d are allowed."
                        .formatted(path(name), text.length(), LONGEST_TEXT));
            default -> throw Refusal.badRequest("'%s' must be a text.".formatted(path(name)));
        };
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw Refusal.badRequest("'%s' is missing.".formatted(path(name)));
        }
        return text;
    }

    /** An optional text, read further; an empty one names nothing and is refused. */
    <T> @Nullable T parsed(String name, Function<String, T> parser) {
        String text = filled(name);
        return text == null ? null : parser.apply(text);
    }

    /** An optional text that must not be empty where it is there. */
    @Nullable
    String filled(String name) {
        String text = text(name);
        if (text != null && text.isEmpty()) {
            throw Refusal.badRequest("'%s' must not be empty; leave it out if it is not meant.".formatted(path(name)));
        }
        return text;
    }

    /** Where a list goes on; an empty text is the beginning, as an absent one is. */
    <T> @Nullable T cursor(Function<String, T> parser) {
        String text = text("cursor");
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (Refusal e) {
            throw Refusal.badRequest(
                    "'%s' is '%s', which no page of this list ended with; send 'next_cursor' of the page before as it is."
                            .formatted(path("cursor"), Excerpt.of(text)));
        }
    }

    <T> T required(String name, Function<String, T> parser) {
        return parser.apply(requiredText(name));
    }

    @Nullable
    Long integer(String name) {
        Value value = value(name);
        Long number = value == null ? null : Value.wholeNumber(value);
        if (value != null && number == null) {
            throw Refusal.badRequest("'%s' must be a whole number.".formatted(path(name)));
        }
        return number;
    }

    @Nullable
    Integer int32(String name) {
        Long number = integer(name);
        if (number != null && number != number.intValue()) {
            throw Refusal.badRequest("'%s' is out of range: %d.".formatted(path(name), number));
        }
        return number == null ? null : number.intValue();
    }

    /** An optional number, whole or not. */
    @Nullable
    Double decimal(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Int(long number) -> (double) number;
            case Value.Decimal(BigDecimal number) -> number.doubleValue();
            default -> throw Refusal.badRequest("'%s' must be a number.".formatted(path(name)));
        };
    }

    @Nullable
    Duration millis(String name) {
        Long number = integer(name);
        if (number != null && number < 0) {
            throw Refusal.badRequest("'%s' must not be negative: %d.".formatted(path(name), number));
        }
        return number == null ? null : Duration.ofMillis(number);
    }

    @Nullable
    Boolean bool(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Bool(boolean bool) -> bool;
            default -> throw Refusal.badRequest("'%s' must be true or false.".formatted(path(name)));
        };
    }

    /** An RFC 3339 time with any offset. */
    @Nullable
    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw Refusal.badRequest("'%s' is no RFC 3339 time such as 2026-01-31T10:30:00Z: '%s'."
                    .formatted(path(name), Excerpt.of(text)));
        }
    }

    /** The filter {@code created_after}, {@code created_before} of lists. */
    CreatedBetween created() {
        return new CreatedBetween(instant("created_after"), instant("created_before"));
    }
}
