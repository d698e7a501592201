package dev.dwp.http.codec;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;

/** Values as JSON text, for stores: reads back all that it has written. Thread-safe. */
public final class JsonFormat implements ValueFormat {
    /** More than any value has that came by a frame or from a handler. */
    private static final int MAX_DEPTH = 1_000;

    /** Octets of a value that takes long. */
    private static final int LARGE = 16_384;

    private final JsonValues values = new JsonValues(new Nesting(MAX_DEPTH));

    @Override
    public String write(Value value) {
        return RoughSize.reaches(value, LARGE) ? Computations.ofMachine().compute(() -> text(value)) : text(value);
    }

    private String text(Value value) {
        return new String(values.encode(value), StandardCharsets.UTF_8);
    }

    @Override
    public Value read(String json) {
        return values.parse(json.getBytes(StandardCharsets.UTF_8), 1);
    }

    @Override
    public Value.Struct readLazily(String json) {
        return new Value.Struct(new JsonMembers(json, this::read));
    }

    @Override
    public Value compact(Value value) {
        return RoughSize.reaches(value, LARGE) ? Computations.ofMachine().compute(() -> packed(value)) : packed(value);
    }

    private Value packed(Value value) {
        return PackedJson.of(value, values::encode, utf8 -> values.parse(utf8, 1));
    }
}
