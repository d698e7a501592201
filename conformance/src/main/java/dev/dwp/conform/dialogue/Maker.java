package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Functions that make a value of a template. */
public enum Maker {
    /** {@code repeat("x", 1000)}: a text so many times over. */
    REPEAT("repeat", 2),
    /** {@code nest(60)}: arrays within arrays, so many levels. */
    NEST("nest", 1),
    /** {@code list(1000, {…})}: so many times the same item. */
    LIST("list", 2),
    /** {@code unique("q")}: a text that begins so and was never used. */
    UNIQUE("unique", 1),
    /** {@code now(500)}: the time so many milliseconds from now. */
    NOW("now", 1);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Clock CLOCK = Clock.systemUTC();

    private final String symbol;
    private final int arguments;

    Maker(String symbol, int arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    String symbol() {
        return symbol;
    }

    int arguments() {
        return arguments;
    }

    static Optional<Maker> of(String symbol) {
        return Arrays.stream(values())
                .filter(maker -> maker.symbol.equals(symbol))
                .findFirst();
    }

    JsonNode make(List<JsonNode> with) {
        return switch (this) {
            case REPEAT ->
                TextNode.valueOf(with.get(0).asText().repeat(with.get(1).asInt()));
            case NEST -> nested(with.get(0).asInt());
            case LIST -> listed(with.get(0).asInt(), with.get(1));
            case UNIQUE ->
                TextNode.valueOf(with.get(0).asText() + "-"
                        + UUID.randomUUID().toString().substring(0, 13));
            case NOW -> TextNode.valueOf(time(Duration.ofMillis(with.get(0).asLong())));
        };
    }

    private static JsonNode nested(int levels) {
        ArrayNode outermost = NODES.arrayNode();
        ArrayNode innermost = outermost;
        for (int level = 1; level < levels; level++) {
            innermost = innermost.addArray();
        }
        return outermost;
    }

    private static JsonNode listed(int times, JsonNode item) {
        ArrayNode list = NODES.arrayNode(times);
        for (int i = 0; i < times; i++) {
            list.add(item);
        }
        return list;
    }

    private static String time(Duration fromNow) {
        return Instant.now(CLOCK).plus(fromNow).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
