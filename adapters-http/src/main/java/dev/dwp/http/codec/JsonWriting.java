package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Values to a generator.
 *
 * @param verbatim whether that makes JSON and nothing else, so that an object known by its JSON may be written as it is
 */
record JsonWriting(JsonGenerator out, boolean verbatim) {

    /** Writes to any generator, also of tokens or of another format. */
    static void write(JsonGenerator out, Value value) throws IOException {
        new JsonWriting(out, false).write(value);
    }

    void write(Value value) throws IOException {
        switch (value) {
            case Value.Null ignored -> out.writeNull();
            case Value.Unreadable ignored -> out.writeNull();
            case Value.Bool(boolean bool) -> out.writeBoolean(bool);
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Decimal(BigDecimal number) -> write(number);
            case Value.Text(String text) -> out.writeString(text);
            case Value.Array(PackedJson.OfArray known) when verbatim -> out.writeRawValue(known.text());
            case Value.Array(var items) -> {
                out.writeStartArray();
                for (Value item : items) {
                    write(item);
                }
                out.writeEndArray();
            }
            case Value.Struct(JsonMembers known) when verbatim -> out.writeRawValue(known.text());
            case Value.Struct(PackedJson.OfObject known) when verbatim -> out.writeRawValue(known.text());
            case Value.Struct(var members) -> {
                out.writeStartObject();
                for (Map.Entry<String, Value> member : members.entrySet()) {
                    out.writeFieldName(member.getKey());
                    write(member.getValue());
                }
                out.writeEndObject();
            }
        }
    }

    private void write(BigDecimal number) throws IOException {
        if (number.scale() == 0) {
            out.writeNumber(number.unscaledValue());
        } else {
            out.writeNumber(number);
        }
    }
}
