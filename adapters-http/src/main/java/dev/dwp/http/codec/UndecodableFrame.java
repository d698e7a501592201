package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import org.jspecify.annotations.Nullable;

/** Refuses bytes that are no frame, or more than can be taken: why, and the sender's id where it could be read (PROTOCOL §8). */
public final class UndecodableFrame extends Exception {
    private final @Nullable String id;
    private final Refusal refusal;

    /** Says why, and whose it was. */
    public UndecodableFrame(@Nullable String id, Refusal refusal) {
        super(refusal.getMessage(), refusal, false, false);
        this.id = id;
        this.refusal = refusal;
    }

    /** The id of the frame; {@code null} when it had none or it came after the fault. */
    public @Nullable String id() {
        return id;
    }

    /** What the client is told. */
    public Refusal refusal() {
        return refusal;
    }
}
