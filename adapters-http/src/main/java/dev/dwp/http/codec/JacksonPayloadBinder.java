package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.dwp.application.binding.PayloadLevels;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.PayloadSchemas;
import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds payloads with Jackson, strictly: nothing is coerced, and what a record does not mark {@code @Nullable} must be
 * there. Members that a type does not know are ignored. Members are named as the record's components are, unless
 * Jackson's annotations say otherwise. Types of {@code java.time} are texts in ISO 8601, a {@code UUID} is a text, a {@code byte[]} is a text in
 * base64. An {@code Object} becomes a map, a list, a text, a {@code Boolean} or a {@code Long}; other numbers become a
 * {@code BigInteger} or a {@code BigDecimal}. Thread-safe.
 */
public final class JacksonPayloadBinder implements PayloadBinder, PayloadSchemas {
    /** Frame, data, list and entry: as much as may be around a payload in an answer (PROTOCOL §2). */
    private static final int LEVELS_AROUND = Codecs.MAX_DEPTH - PayloadLevels.MOST;

    /** Characters of a text that takes long. */
    private static final int LARGE = 16_384;

    private final JsonMapper mapper = PayloadMapper.create();
    private final JsonSchemas schemas = new JsonSchemas(mapper);
    private final Misfits misfits = new Misfits(new Expectations(mapper));
    private final Nesting nesting = new Nesting(Codecs.MAX_DEPTH);
    private final JsonValues json = new JsonValues(nesting);
    private final JsonFormat format = new JsonFormat();
    private final LargeValueGate gate = new LargeValueGate();

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when Jackson cannot make such a type of any payload
     */
    @Override
    public @Nullable Object bind(Value payload, Type type) {
        JavaType target = mapper.constructType(type);
        return payload instanceof Value.Text text ? bindText(text, target) : bindAsIs(payload, target);
    }

    @Override
    public @Nullable Object bindAsIs(Value payload, Type type) {
        return bindAsIs(payload, mapper.constructType(type));
    }

    @Override
    public void requireBindable(Type type) {
        new Bindable(mapper).require(mapper.constructType(type), "$");
    }

    /** What takes a text gets it as it is; anything else gets the JSON in it. */
    private @Nullable Object bindText(Value.Text text, JavaType target) {
        try {
            return bindAsIs(text, target);
        } catch (Misfit asIs) {
            return bindAsIs(parseJson(text.value()).orElseThrow(() -> asIs), target);
        }
    }

    private @Nullable Object bindAsIs(Value payload, JavaType target) {
        if (payload instanceof Value.Unreadable unreadable) {
            throw Misfits.misfit(PayloadPath.ROOT, unreadable.reason());
        }
        if (target.hasRawClass(Value.class)) {
            return payload;
        }
        try (LargeValueGate.Passage passage = gate.enter();
                TokenBuffer tokens = new TokenBuffer(mapper, false)) {
            if (PackedJson.is(payload)) {
                passage.large();
            }
            JsonWriting.write(bounded(tokens, passage), payload);
            return read(new StrictParser(tokens.asParser()), payload, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object read(JsonParser parser, Value payload, JavaType target) throws IOException {
        try (parser) {
            Object bound = mapper.readValue(parser, target);
            if (bound == null && !(payload instanceof Value.Null)) {
                throw Misfits.misfit(PayloadPath.ROOT, "it must be null.");
            }
            return bound;
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException("No payload can be bound to " + target.toCanonical(), e);
        } catch (JsonProcessingException e) {
            throw misfits.binding(e, payload, parser);
        }
    }

    @Override
    public Value.Struct schema(Type type) {
        return schemas.of(mapper.constructType(type));
    }

    @Override
    public Value unbind(@Nullable Object result) {
        if (result instanceof Value value && PackedJson.is(value)) {
            return value;
        }
        try (LargeValueGate.Passage passage = gate.enter();
                TokenBuffer tokens = new TokenBuffer(mapper, false)) {
            write(bounded(tokens, passage), result);
            Value value = read(tokens.asParser());
            return passage.isLarge() ? format.compact(value) : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(BoundedGenerator tokens, @Nullable Object result) throws IOException {
        try {
            mapper.writeValue(tokens, result);
        } catch (JsonProcessingException e) {
            throw Misfits.unbinding(e);
        } catch (StackOverflowError e) {
            throw Misfits.formless(PayloadPath.ROOT);
        }
    }

    private Value read(JsonParser parser) throws IOException {
        try (parser) {
            parser.nextToken();
            return new JsonReading(parser, nesting, new FrameWatch()).value(LEVELS_AROUND + 1);
        } catch (Refusal e) {
            throw new Misfit(
                    PayloadPath.of(parser.getParsingContext()).toString(),
                    e.body().message());
        }
    }

    private static BoundedGenerator bounded(TokenBuffer tokens, LargeValueGate.Passage passage) {
        return new BoundedGenerator(tokens, PayloadLevels.MOST, passage);
    }

    @Override
    public Optional<Value> parseJson(String text) {
        return text.length() < LARGE ? parsed(text) : Computations.ofMachine().compute(() -> parsed(text));
    }

    private Optional<Value> parsed(String text) {
        try {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return Optional.of(json.parse(utf8, 2, TreeBudget.of(utf8.length)));
        } catch (Refusal notJson) {
            return Optional.empty();
        }
    }
}
