package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in JSON (RFC 8259), by Jackson's streaming API. Of members named twice the last counts. */
public final class JsonValues implements ValueCodec, ValueFormat {
    private static final int BUFFER = 512;

    private final JsonFactory factory;
    private final int maxDepth;

    /** Reads at most so many levels. */
    public JsonValues(int maxDepth) {
        this.maxDepth = maxDepth;
        this.factory = JsonFactory.builder()
                .disable(
                        JsonFactory.Feature
                                .CHARSET_DETECTION) // the protocol is UTF-8, whatever the first bytes look like
                .recyclerPool(JsonRecyclerPools.newBoundedPool(256))
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth + 1)
                        .maxNumberLength(Numbers.MOST_CHARS)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    @Override
    public byte[] encode(Value value) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(BUFFER)) {
            try (JsonGenerator generator = factory.createGenerator(out)) {
                write(generator, value);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String write(Value value) {
        return new String(encode(value), StandardCharsets.UTF_8);
    }

    @Override
    public Value read(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads exactly one value from a text. */
    public Value parse(byte[] utf8) {
        return decode(utf8, 0, utf8.length, new IdWatch());
    }

    @Override
    public Value decode(byte[] bytes, int offset, int length, IdWatch watch) {
        Texts.requireUtf8(bytes, offset, length);
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            Value value = read(parser, parser.nextToken(), 1, watch);
            if (parser.nextToken() != null) {
                throw Refusal.badRequest("There is more after the end of the frame; send one frame at a time.");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw Refusal.badRequest("A number may have %d characters at most.".formatted(Numbers.MOST_CHARS));
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("This is not JSON%s.".formatted(place(e.getLocation())));
        } catch (IOException e) {
            throw Refusal.badRequest("This is not JSON in UTF-8.");
        }
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private Value read(JsonParser parser, @Nullable JsonToken token, int depth, @Nullable IdWatch watch)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, depth, watch);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> new Value.Text(Texts.checked(parser.getText()));
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> Numbers.of(parser.getDecimalValue());
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> Value.NULL;
            case null, default -> throw Refusal.badRequest("The frame is empty or ends too early.");
        };
    }

    private Value object(JsonParser parser, int depth, @Nullable IdWatch watch) throws IOException {
        checkDepth(depth);
        Map<String, Value> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Texts.checked(name);
            Value value = read(parser, parser.nextToken(), depth + 1, null);
            members.put(name, value);
            if (watch != null) {
                watch.saw(name, value);
            }
        }
        return new Value.Struct(members);
    }

    private Value array(JsonParser parser, int depth) throws IOException {
        checkDepth(depth);
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(parser, token, depth + 1, null));
        }
        return new Value.Array(items);
    }

    private static Value integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> new Value.Int(parser.getLongValue());
            default -> Numbers.of(parser.getBigIntegerValue());
        };
    }

    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw Refusal.badRequest("The frame is nested too deeply; %d levels are allowed.".formatted(maxDepth));
        }
    }

    private static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Null ignored -> out.writeNull();
            case Value.Bool(boolean bool) -> out.writeBoolean(bool);
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Decimal(var number) -> out.writeNumber(number);
            case Value.Text(String text) -> out.writeString(text);
            case Value.Array(var items) -> {
                out.writeStartArray();
                for (Value item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Value.Struct(var members) -> {
                out.writeStartObject();
                for (Map.Entry<String, Value> member : members.entrySet()) {
                    out.writeFieldName(member.getKey());
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
        }
    }
}
