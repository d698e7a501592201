package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Values in JSON (RFC 8259), by Jackson's streaming API. */
final class JsonValues implements ValueCodec {
    private static final int BUFFER = 512;

    private final JsonFactory factory = builder()
            // names come from clients, and interned ones would stay
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Keeps no table of names. */
    private final JsonFactory tableless =
            builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

    private final Nesting nesting;

    /** Reads at most so many levels. */
    JsonValues(Nesting nesting) {
        this.nesting = nesting;
    }

    /** Text sizes are bounded by the frame's; numbers and levels are bounded where they are read. */
    private static JsonFactoryBuilder builder() {
        return new JsonFactoryBuilder()
                // the protocol is UTF-8, whatever the first bytes look like
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // only what JSON demands is escaped (PROTOCOL §2)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .recyclerPool(JsonRecyclerPools.newBoundedPool(256))
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    @Override
    public long size(Value value) {
        return JsonSize.of(value);
    }

    /** Jackson writes surrogates without their other half as escapes: only where one is found are the texts looked at. */
    @Override
    public byte[] encode(Value value) {
        byte[] json = encode(value, UnaryOperator.identity());
        return Texts.hasEscapedSurrogate(json) ? encode(value, RepairingGenerator::new) : json;
    }

    private byte[] encode(Value value, UnaryOperator<JsonGenerator> filter) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(BUFFER)) {
            try (JsonGenerator generator = filter.apply(factory.createGenerator(out))) {
                new JsonWriting(generator, true).write(value);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Value decode(byte[] bytes, int offset, int length, FrameWatch watch) {
        return parse(bytes, offset, length, 1, watch);
    }

    /** Reads exactly one value of a frame from a text, its outermost object or array being on that level of the frame. */
    Value parse(byte[] utf8, int level) {
        return parse(utf8, level, new FrameWatch());
    }

    /** The same, counted to a tree that it becomes part of, or is the whole of. */
    Value parse(byte[] utf8, int level, TreeBudget tree) {
        return parse(utf8, level, FrameWatch.bounded(tree));
    }

    private Value parse(byte[] utf8, int level, FrameWatch watch) {
        return parse(utf8, 0, utf8.length, level, watch);
    }

    private Value parse(byte[] bytes, int offset, int length, int level, FrameWatch watch) {
        if (!Texts.isUtf8(bytes, offset, length)) {
            findId(bytes, offset, length, watch);
            throw Texts.notUtf8();
        }
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            return read(parser, level, watch);
        } catch (StreamConstraintsException namesCollide) {
            return parseWithoutTable(new String(bytes, offset, length, StandardCharsets.UTF_8), level, watch);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** Jackson does not look closely at UTF-8, so it may find an id where there is one. */
    private void findId(byte[] bytes, int offset, int length, FrameWatch watch) {
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            read(parser, 1, watch);
        } catch (IOException | RuntimeException unreadable) {
            // the caller refuses the frame in any case
        }
    }

    /**
     * Jackson gives up on names that share a slot of its table, as someone may have made them to; and it keeps them there,
     * so that the next may be someone else's. They are read without the table then.
     */
    private Value parseWithoutTable(String json, int level, FrameWatch watch) {
        try (JsonParser parser = tableless.createParser(json)) {
            return read(parser, level, watch);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private Value read(JsonParser parser, int level, FrameWatch watch) throws IOException {
        parser.nextToken();
        Value value = new JsonReading(parser, nesting, watch).value(level);
        if (parser.nextToken() != null) {
            throw Refusal.badRequest("There is more after the end of the frame; send one frame at a time.");
        }
        return value;
    }

    private static Refusal notJson(IOException e) {
        JsonLocation at = e instanceof JsonProcessingException fault ? fault.getLocation() : null;
        String place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return Refusal.badRequest("This is not JSON%s.".formatted(place));
    }
}
