package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.application.thread.TimeSlice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stops at what would never end or could never be read: too many levels, or too many objects and arrays in all. */
final class BoundedGenerator extends JsonGeneratorDelegate {
    /** A frame of them, and nothing else, has two million bytes and more. */
    private static final int MOST_CONTAINERS = 1_000_000;

    private static final int LARGE = 4_096;

    private final int maxDepth;
    private final LargeValueGate.Passage passage;
    private final TimeSlice slice = new TimeSlice();
    private int containers;

    /**
     * Writes to {@code tokens}.
     *
     * @param passage is told when it becomes large
     */
    BoundedGenerator(JsonGenerator tokens, int maxDepth, LargeValueGate.Passage passage) {
        super(tokens, false);
        this.maxDepth = maxDepth;
        this.passage = passage;
    }

    @Override
    public void writeStartArray() throws IOException {
        begin();
        super.writeStartArray();
    }

    @Override
    public void writeStartArray(@Nullable Object of) throws IOException {
        begin();
        super.writeStartArray(of);
    }

    @Override
    public void writeStartArray(@Nullable Object of, int size) throws IOException {
        begin();
        super.writeStartArray(of, size);
    }

    @Override
    public void writeStartObject() throws IOException {
        begin();
        super.writeStartObject();
    }

    @Override
    public void writeStartObject(@Nullable Object of) throws IOException {
        begin();
        super.writeStartObject(of);
    }

    @Override
    public void writeStartObject(@Nullable Object of, int size) throws IOException {
        begin();
        super.writeStartObject(of, size);
    }

    private void begin() {
        slice.step();
        if (getOutputContext().getNestingDepth() >= maxDepth) {
            throw tooMuch("it is nested in more than %d levels.".formatted(maxDepth));
        }
        if (containers == LARGE) {
            passage.large();
        }
        if (++containers > MOST_CONTAINERS) {
            throw tooMuch("it comes after %d objects and arrays, which is too many.".formatted(MOST_CONTAINERS));
        }
    }

    private Misfit tooMuch(String what) {
        return Misfits.misfit(PayloadPath.of(getOutputContext()), what);
    }
}
