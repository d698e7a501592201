package dev.dwp.http.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.dwp.domain.frame.Items;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an object or array as JSON in UTF-8, and nothing of the tree that it is read into, unless somebody still has that. It
 * is written as it is. Thread-safe.
 */
final class PackedJson {
    private static final int LARGE = 1_024;

    private final byte[] utf8;
    private final int levels;
    private final Function<byte[], Value> reader;

    /** What was read last; two who come at the same time read the same. */
    private volatile @Nullable WeakReference<Value> read;

    private PackedJson(byte[] utf8, int levels, Function<byte[], Value> reader) {
        this.utf8 = utf8;
        this.levels = levels;
        this.reader = reader;
    }

    /** A value by its JSON where it is an object or array that is large; otherwise the value as it is. */
    static Value of(Value value, Function<Value, byte[]> writer, Function<byte[], Value> reader) {
        return switch (value) {
            case Value packed when is(packed) -> value;
            case Value.Struct struct
            when RoughSize.reaches(struct, LARGE) ->
                new Value.Struct(new OfObject(new PackedJson(writer.apply(value), levels(value), reader)));
            case Value.Array array
            when RoughSize.reaches(array, LARGE) ->
                new Value.Array(new OfArray(new PackedJson(writer.apply(value), levels(value), reader)));
            default -> value;
        };
    }

    /** Whether a value is kept by its JSON. */
    static boolean is(Value value) {
        return switch (value) {
            case Value.Struct(OfObject packed) -> true;
            case Value.Array(OfArray packed) -> true;
            default -> false;
        };
    }

    private static int levels(Value value) {
        int within = 0;
        switch (value) {
            case Value.Array(List<Value> items) -> {
                for (Value item : items) {
                    within = Math.max(within, levels(item));
                }
            }
            case Value.Struct(Map<String, Value> members) -> {
                for (Value member : members.values()) {
                    within = Math.max(within, levels(member));
                }
            }
            default -> {
                return 0;
            }
        }
        return within + 1;
    }

    private Value value() {
        WeakReference<Value> last = read;
        Value value = last == null ? null : last.get();
        if (value == null) {
            value = reader.apply(utf8);
            read = new WeakReference<>(value);
        }
        return value;
    }

    /** For a generator, which takes it as it is. */
    SerializableString text() {
        return new SerializedString(new String(utf8, StandardCharsets.UTF_8));
    }

    /** An object by its JSON. */
    static final class OfObject extends Members {
        private final PackedJson json;

        private OfObject(PackedJson json) {
            this.json = json;
        }

        SerializableString text() {
            return json.text();
        }

        @Override
        public int octets() {
            return json.utf8.length;
        }

        @Override
        public int levels() {
            return json.levels;
        }

        @Override
        protected Map<String, Value> all() {
            return ((Value.Struct) json.value()).members();
        }
    }

    /** An array by its JSON. */
    static final class OfArray extends Items {
        private final PackedJson json;

        private OfArray(PackedJson json) {
            this.json = json;
        }

        SerializableString text() {
            return json.text();
        }

        @Override
        public int octets() {
            return json.utf8.length;
        }

        @Override
        public int levels() {
            return json.levels;
        }

        @Override
        protected List<Value> all() {
            return ((Value.Array) json.value()).items();
        }
    }
}
