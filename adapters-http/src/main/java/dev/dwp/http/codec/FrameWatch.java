package dev.dwp.http.codec;

import dev.dwp.domain.frame.Envelope;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import org.jspecify.annotations.Nullable;

/**
 * Follows a frame's own members while it is read: keeps the {@code id}, for the error frame in case the rest is
 * unreadable, and forgives rubbish in {@code ts} (PROTOCOL §2). Members are the frame's own on level 1. Not thread-safe.
 */
final class FrameWatch {
    private static final int FRAME = 1;

    private String member = "";
    private @Nullable Value id;

    /** The value of a member comes next. */
    void begin(int level, String name) {
        if (level == FRAME) {
            member = name;
        }
    }

    /** The value of the member has been read. */
    void end(int level, Value value) {
        if (level == FRAME && member.equals("id")) {
            id = value;
        }
    }

    /** What stands for something that cannot be read as a value: nothing within {@code ts}, else the refusal is thrown. */
    Value inPlaceOf(Refusal unreadable) {
        if (member.equals("ts")) {
            return Value.NULL;
        }
        throw unreadable;
    }

    @Nullable
    String id() {
        return id == null ? null : Envelope.idOf(Value.struct().put("id", id).build());
    }
}
