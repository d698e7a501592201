package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import dev.dwp.application.thread.TimeSlice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the numbers that Jackson would bend into their type: bytes past 127, and floats past their range. Lets other virtual
 * threads run in the midst of many tokens.
 */
final class StrictParser extends JsonParserDelegate {
    private final TimeSlice slice = new TimeSlice();

    StrictParser(JsonParser tokens) {
        super(tokens);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        slice.step();
        return super.nextToken();
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
