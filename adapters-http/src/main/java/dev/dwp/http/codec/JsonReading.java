package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.dwp.application.thread.TimeSlice;
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
    /** Most arrays are short, and many may be within one another. */
    private static final int FIRST_ROOM = 4;

    private final JsonParser parser;
    private final Nesting nesting;
    private final FrameWatch watch;
    private final TimeSlice slice = new TimeSlice();

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
        slice.step();
        return switch (token) {
            case START_OBJECT -> object(level);
            case START_ARRAY -> array(level);
            case null -> throw Refusal.badRequest("The frame is empty.");
            default -> scalar(token);
        };
    }

    private Value object(int level) throws IOException {
        nesting.require(level);
        watch.tree().node();
        String name = parser.nextFieldName();
        if (name == null) {
            return Value.EMPTY;
        }
        StructBuilder members = Value.struct();
        for (; name != null; name = parser.nextFieldName()) {
            watch.begin(level, Texts.checked(name));
            watch.tree().node();
            watch.tree().text(name);
            JsonToken token = parser.nextToken();
            if (token != null && watch.leavesOut(level, token.isScalarValue())) {
                skip(level + 1);
                continue;
            }
            Value value = read(token, level + 1);
            watch.end(level, value);
            members.put(name, value);
        }
        return members.build();
    }

    private Value array(int level) throws IOException {
        nesting.require(level);
        watch.tree().node();
        List<Value> items = new ArrayList<>(FIRST_ROOM);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            watch.tree().item();
            items.add(read(token, level + 1));
        }
        return items.isEmpty() ? Value.NO_ITEMS : new Value.Array(items);
    }

    /** Passes over the value that the current token begins; afterwards the current token is its last. */
    private void skip(int level) throws IOException {
        int open = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            slice.step();
            if (token.isStructStart()) {
                nesting.require(level + open);
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
            if (open == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private Value scalar(JsonToken token) throws IOException {
        try {
            return switch (token) {
                case VALUE_STRING -> Value.of(watch.tree().text(Texts.checked(parser.getText())));
                case VALUE_NUMBER_INT -> watch.tree().number(JsonNumbers.integer(parser));
                case VALUE_NUMBER_FLOAT -> watch.tree().number(JsonNumbers.decimal(parser));
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
