package dev.dwp.domain.frame;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A payload: the JSON-like tree that both codecs read and write, and that the application handles without knowing
 * either (PROTOCOL §3). Immutable; equality is by content, and the order of a struct's members does not count.
 */
public sealed interface Value {

    /** The one {@code null}. */
    Value NULL = new Null();

    /** An object without members. */
    Struct EMPTY = new Struct(Map.of());

    /** A sequence without items. */
    Array NO_ITEMS = new Array(List.of());

    /** Wraps a text. */
    static Value of(String text) {
        return Text.of(text);
    }

    /** Wraps an integer. */
    static Value of(long number) {
        return Int.of(number);
    }

    /** Wraps a truth value. */
    static Value of(boolean bool) {
        return bool ? Bool.TRUE : Bool.FALSE;
    }

    /**
     * The whole number of at most 64 bits that a value is, however it is written ({@code 5}, {@code 5.0}, {@code 50e-1});
     * {@code null} when it is none.
     */
    static @Nullable Long wholeNumber(Value value) {
        return switch (value) {
            case Int(long number) -> number;
            case Decimal decimal -> decimal.whole();
            default -> null;
        };
    }

    /** Starts an object; members keep the order in which they are put. */
    static StructBuilder struct() {
        return new StructBuilder();
    }

    /** JSON {@code null}. */
    record Null() implements Value {}

    /** A truth value. */
    record Bool(boolean value) implements Value {
        private static final Bool TRUE = new Bool(true);
        private static final Bool FALSE = new Bool(false);
    }

    /** An integer of at most 64 bits, signed. */
    record Int(long value) implements Value {
        private static final int SHARED = 256;

        /** Small ones from zero on, which most payloads are full of. */
        private static final Int[] SMALL =
                LongStream.range(0, SHARED).mapToObj(Int::new).toArray(Int[]::new);

        private static Int of(long number) {
            return number >= 0 && number < SHARED ? SMALL[(int) number] : new Int(number);
        }
    }

    /** Any other number, without loss: decimals, and integers past 64 bits. */
    record Decimal(BigDecimal value) implements Value {
        private static final int MOST_DIGITS = 19;
        private static final int MOST_PLACES = 64;
        private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

        /** Looks at the scale first: a number of few octets may have thousands of digits. */
        private @Nullable Long whole() {
            boolean whole = value.precision() - value.scale() <= MOST_DIGITS
                    && value.scale() <= MOST_PLACES
                    && value.stripTrailingZeros().scale() <= 0
                    && value.compareTo(MOST) <= 0
                    && value.compareTo(LEAST) >= 0;
            return whole ? value.longValueExact() : null;
        }
    }

    /** A Unicode text without lone surrogates. */
    record Text(String value) implements Value {
        private static final int SHARED = 128;
        private static final Text NONE = new Text("");

        /** Those of one character, as far as it is ASCII. */
        private static final Text[] SHORT = IntStream.range(0, SHARED)
                .mapToObj(character -> new Text(Character.toString(character)))
                .toArray(Text[]::new);

        private static Text of(String text) {
            return switch (text.length()) {
                case 0 -> NONE;
                case 1 -> text.charAt(0) < SHARED ? SHORT[text.charAt(0)] : new Text(text);
                default -> new Text(text);
            };
        }
    }

    /**
     * A stored value that cannot be read back. Frames show it as {@code null}, a store keeps its text as it is, and it binds
     * to no type, so that what needs it fails with the reason.
     *
     * @param stored its text in the store
     * @param reason a sentence that says what is wrong with it
     */
    record Unreadable(String stored, String reason) implements Value {}

    /** A sequence. */
    record Array(List<Value> items) implements Value {
        public Array {
            items = items instanceof Items ? items : List.copyOf(items);
        }
    }

    /** An object: named members in the order in which they came. */
    record Struct(Map<String, Value> members) implements Value {
        public Struct {
            members = members instanceof Members ? members : Members.of(new LinkedHashMap<>(members));
        }

        /** The member of that name; {@code null} when it is absent or JSON {@code null} (PROTOCOL §2). */
        public @Nullable Value member(String name) {
            Value value = members.get(name);
            return value instanceof Null ? null : value;
        }

        /** The text of that name; {@code null} when absent or not a text. */
        public @Nullable String text(String name) {
            return member(name) instanceof Text text ? text.value() : null;
        }
    }
}
