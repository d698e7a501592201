package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import dev.dwp.domain.frame.Value;
import java.io.IOException;

/** Numbers from a parser's tokens. Long ones are refused by their length, before a digit of them is converted. */
final class JsonNumbers {
    private JsonNumbers() {}

    static Value integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> Value.of(parser.getLongValue());
            default -> {
                Numbers.requireShort(parser.getTextLength());
                yield Numbers.of(parser.getBigIntegerValue());
            }
        };
    }

    static Value decimal(JsonParser parser) throws IOException {
        return switch (parser.getNumberTypeFP()) {
            case FLOAT32 -> Numbers.of(parser.getFloatValue());
            case DOUBLE64 -> Numbers.of(parser.getDoubleValue());
            default -> {
                Numbers.requireShort(parser.getTextLength());
                yield exact(parser);
            }
        };
    }

    private static Value exact(JsonParser parser) throws IOException {
        try {
            return Numbers.of(parser.getDecimalValue());
        } catch (NumberFormatException exponentPastAnInt) {
            throw Numbers.tooLargeAnExponent();
        }
    }
}
