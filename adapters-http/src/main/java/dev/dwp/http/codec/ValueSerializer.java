package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.dwp.domain.frame.Value;
import java.io.IOException;

/** Writes a value as what it stands for. */
final class ValueSerializer extends StdSerializer<Value> {
    ValueSerializer() {
        super(Value.class);
    }

    @Override
    public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
        JsonWriting.write(out, value);
    }
}
