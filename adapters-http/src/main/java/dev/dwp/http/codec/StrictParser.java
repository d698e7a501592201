package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Refuses the numbers that Jackson would bend into their type: bytes past 127, and floats past their range. */
final class StrictParser extends JsonParserDelegate {
    StrictParser(JsonParser tokens) {
        super(tokens);
    }

    @Override
    public byte getByteValue() throws IOException {
        int number = getIntValue();
        requireRange(number == (byte) number, byte.class);
        return (byte) number;
    }

    @Override
    public float getFloatValue() throws IOException {
        float number = super.getFloatValue();
        requireRange(Float.isFinite(number), float.class);
        return number;
    }

    @Override
    public double getDoubleValue() throws IOException {
        double number = super.getDoubleValue();
        requireRange(Double.isFinite(number), double.class);
        return number;
    }

    private void requireRange(boolean within, Class<?> type) throws IOException {
        if (!within) {
            throw new InputCoercionException(this, "Out of range", currentToken(), type);
        }
    }
}
