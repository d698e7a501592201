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

    private final TreeBudget tree;
    private final boolean headOnly;
    private String member = "";
    private @Nullable Value id;

    /** Follows what is no frame of a client's. */
    FrameWatch() {
        this(TreeBudget.unbounded(), false);
    }

    private FrameWatch(TreeBudget tree, boolean headOnly) {
        this.tree = tree;
        this.headOnly = headOnly;
    }

    /** Follows a frame whose tree is bounded. */
    static FrameWatch bounded(TreeBudget tree) {
        return new FrameWatch(tree, false);
    }

    /** Has all left out but the scalars around the data of a frame, so that there is no tree whatever is sent. */
    static FrameWatch ofHead(int octets) {
        return new FrameWatch(TreeBudget.beforeAuth(octets), true);
    }

    /** What the tree may take. */
    TreeBudget tree() {
        return tree;
    }

    /** Whether the value of the member just begun is left out. */
    boolean leavesOut(int level, boolean scalar) {
        return headOnly && level == FRAME && (!scalar || member.equals("data"));
    }

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

    /** Forgives a member's name that is none where it is within {@code ts}; else the refusal is thrown. */
    void forgiveName(int level, Refusal unreadable) {
        if (level == FRAME || !member.equals("ts")) {
            throw unreadable;
        }
    }

    @Nullable
    String id() {
        return id == null ? null : Envelope.idOf(Value.struct().put("id", id).build());
    }
}
