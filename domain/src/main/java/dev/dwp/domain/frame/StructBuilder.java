package dev.dwp.domain.frame;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Value.Struct} in the protocol's conventions: a {@code null} leaves the member out, an instant becomes
 * RFC 3339 in UTC, a duration its milliseconds (PROTOCOL §2, §5). Not thread-safe.
 */
public final class StructBuilder {
    /** Names and values by turns, as long as they are few. */
    private Object[] few = new Object[FewMembers.MOST];

    private int filled;

    /** All of them, once they are many. */
    private @Nullable Map<String, Value> many;

    /** Whether these belong to an object that was built. */
    private boolean givenUp;

    StructBuilder() {}

    /** Puts any value; leaves the member out when it is {@code null}. */
    public StructBuilder put(String name, @Nullable Value value) {
        if (value != null) {
            Map<String, Value> map = many;
            if (map == null) {
                putAmongFew(name, value);
            } else {
                own(map).put(name, value);
            }
        }
        return this;
    }

    /** Puts a text; leaves the member out when it is {@code null}. */
    public StructBuilder put(String name, @Nullable String text) {
        return put(name, text == null ? null : Value.of(text));
    }

    /** Puts an integer; leaves the member out when it is {@code null}. */
    public StructBuilder put(String name, @Nullable Long number) {
        return put(name, number == null ? null : Value.of(number));
    }

    /** Puts an integer. */
    public StructBuilder put(String name, long number) {
        return put(name, Value.of(number));
    }

    /** Puts a truth value. */
    public StructBuilder put(String name, boolean bool) {
        return put(name, Value.of(bool));
    }

    /** Puts an instant as RFC 3339 in UTC; leaves the member out when it is {@code null}. */
    public StructBuilder put(String name, @Nullable Instant instant) {
        return put(name, instant == null ? null : Value.of(instant.toString()));
    }

    /**
     * Puts a duration as whole milliseconds; leaves the member out when it is {@code null}. One below zero, as it comes of a
     * clock that was set back, is put as 0 (PROTOCOL §6).
     */
    public StructBuilder put(String name, @Nullable Duration duration) {
        return put(name, duration == null ? null : Value.of(Math.max(0, duration.toMillis())));
    }

    /** Puts a sequence. */
    public StructBuilder put(String name, List<? extends Value> items) {
        return put(name, new Value.Array(List.copyOf(items)));
    }

    /** The object made of what was put so far. */
    public Value.Struct build() {
        Map<String, Value> map = many;
        if (map != null) {
            givenUp = true;
            return new Value.Struct(Members.of(map));
        }
        return filled == 0 ? Value.EMPTY : new Value.Struct(new FewMembers(Arrays.copyOf(few, filled)));
    }

    /** Of members named twice the last counts, in the place of the first. */
    private void putAmongFew(String name, Value value) {
        int at = FewMembers.indexOf(few, filled, name);
        if (at >= 0) {
            few[at + 1] = value;
            return;
        }
        if (filled == 2 * FewMembers.MOST) {
            Map<String, Value> map = new LinkedHashMap<>(new FewMembers(few));
            map.put(name, value);
            many = map;
            return;
        }
        if (filled == few.length) {
            few = Arrays.copyOf(few, 2 * FewMembers.MOST);
        }
        few[filled++] = name;
        few[filled++] = value;
    }

    private Map<String, Value> own(Map<String, Value> map) {
        if (!givenUp) {
            return map;
        }
        Map<String, Value> copy = new LinkedHashMap<>(map);
        many = copy;
        givenUp = false;
        return copy;
    }
}
