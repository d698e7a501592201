package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes numbers alone; Jackson's own deserializers take "NaN" and "Infinity" too, whatever they are told. */
final class FloatingPoint<T> extends StdScalarDeserializer<T> {
    private final Reader<T> reader;

    private FloatingPoint(Class<T> type, Reader<T> reader) {
        super(type);
        this.reader = reader;
    }

    /** Reads the current token. */
    private interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    static void addTo(SimpleModule module) {
        module.addDeserializer(double.class, new FloatingPoint<>(double.class, JsonParser::getDoubleValue))
                .addDeserializer(Double.class, new FloatingPoint<>(Double.class, JsonParser::getDoubleValue))
                .addDeserializer(float.class, new FloatingPoint<>(float.class, JsonParser::getFloatValue))
                .addDeserializer(Float.class, new FloatingPoint<>(Float.class, JsonParser::getFloatValue));
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
            throw context.wrongTokenException(parser, handledType(), JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        return reader.read(parser);
    }

    @Override
    public @Nullable T getNullValue(DeserializationContext context) throws JsonMappingException {
        return handledType().isPrimitive() ? context.reportInputMismatch(this, "null") : null;
    }
}
