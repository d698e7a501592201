package dev.dwp.http.codec;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;

/** Values as JSON text, for stores. Thread-safe. */
public final class JsonValueFormat implements ValueFormat {
    /** More than any frame may have: what was once taken in must be read back. */
    private static final int MOST_LEVELS = 1_000;

    private final JsonValues json = new JsonValues(new Nesting(MOST_LEVELS));

    @Override
    public String write(Value value) {
        return new String(json.encode(value), StandardCharsets.UTF_8);
    }

    @Override
    public Value read(String text) {
        return json.parse(text.getBytes(StandardCharsets.UTF_8), 1);
    }
}
