package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value under way from a parser's tokens, be they read from a text or written by Java objects. Of members named
 * twice the last counts. Refuses what a value cannot be; a text's syntax is the parser's concern.
 */
final class JsonReading {
    private final JsonParser parser;
    private final Nesting nesting;
    private final FrameWatch watch;

    JsonReading(JsonParser parser, Nesting nesting, FrameWatch watch) {
        this.parser = parser;
        this.nesting = nesting;
        this.watch = watch;
    }

    /** The value that the current token begins; afterwards the current token is its last. */
    Value value(int level) throws IOException {
        return read(parser.currentToken(), level);
    }

    private Value read(@Nullable JsonToken token, int level) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(level);
            case START_ARRAY -> array(level);
            case null -> throw Refusal.badRequest("The frame is empty.");
            default -> scalar(token);
        };
    }

    private Value object(int level) throws IOException {
        nesting.require(level);
        StructBuilder members = Value.struct();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            watch.begin(level, Texts.checked(name));
            Value value = read(parser.nextToken(), level + 1);
            watch.end(level, value);
            members.put(name, value);
        }
        return members.build();
    }

    private Value array(int level) throws IOException {
        nesting.require(level);
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(token, level + 1));
        }
        return new Value.Array(items);
    }

    private Value scalar(JsonToken token) throws IOException {
        try {
            return switch (token) {
                case VALUE_STRING -> new Value.Text(Texts.checked(parser.getText()));
                case VALUE_NUMBER_INT -> JsonNumbers.integer(parser);
                case VALUE_NUMBER_FLOAT -> JsonNumbers.decimal(parser);
                case VALUE_TRUE -> Value.of(true);
                case VALUE_FALSE -> Value.of(false);
                case VALUE_NULL -> Value.NULL;
                case VALUE_EMBEDDED_OBJECT -> embedded(parser.getEmbeddedObject());
                default -> throw new IllegalStateException("No value begins with " + token);
            };
        } catch (Refusal unreadable) {
            return watch.inPlaceOf(unreadable);
        }
    }

    /** What Java objects may write beside JSON's own. */
    private static Value embedded(@Nullable Object object) {
        return switch (object) {
            case null -> Value.NULL;
            case byte[] octets -> Value.of(Base64.getEncoder().encodeToString(octets));
            default -> throw Refusal.badRequest("There is something that has no JSON form.");
        };
    }
}
