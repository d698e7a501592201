package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps what is declared as a {@link Value}, or as one kind of it, as it is. */
final class ValueDeserializers extends SimpleDeserializers {

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) throws JsonMappingException {
        return type.isTypeOrSubTypeOf(Value.class)
                ? new ValueDeserializer(type.getRawClass())
                : super.findBeanDeserializer(type, config, description);
    }

    private static final class ValueDeserializer extends StdDeserializer<Value> {
        ValueDeserializer(Class<?> kind) {
            super(kind);
        }

        @Override
        public Value deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Value value = new JsonReading(parser, new Nesting(Codecs.MAX_DEPTH), new FrameWatch()).value(2);
            if (!handledType().isInstance(value)) {
                context.handleUnexpectedToken(handledType(), parser);
            }
            return value;
        }

        @Override
        public @Nullable Value getNullValue(DeserializationContext context) {
            return handledType().isInstance(Value.NULL) ? Value.NULL : null;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
