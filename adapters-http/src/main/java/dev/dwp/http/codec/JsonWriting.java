package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** Values to a generator, be it of text or of tokens. */
final class JsonWriting {
    private JsonWriting() {}

    static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Null ignored -> out.writeNull();
            case Value.Bool(boolean bool) -> out.writeBoolean(bool);
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Decimal(BigDecimal number) -> write(out, number);
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

    private static void write(JsonGenerator out, BigDecimal number) throws IOException {
        if (number.scale() == 0) {
            out.writeNumber(number.unscaledValue());
        } else {
            out.writeNumber(number);
        }
    }
}
