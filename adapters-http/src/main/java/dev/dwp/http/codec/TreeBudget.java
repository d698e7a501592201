package dev.dwp.http.codec;

import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;

/**
 * Bounds the tree that a frame becomes by the octets that it came in, and estimates the heap that it takes (PROTOCOL §2): a
 * few octets may spell an object or array, and each costs a hundred. Not thread-safe.
 */
public final class TreeBudget {
    /** The most that texts, numbers, and as many nodes as come with them, take for each octet that they were read from. */
    private static final int HEAP_PER_OCTET = 32;

    /** Objects, arrays and members that any frame may have, however short it is. */
    private static final int FREE_NODES = 16_384;

    private static final int OCTETS_PER_NODE = 4;

    /** Nodes around the data of a frame, and in the data of an {@code auth}. */
    private static final int NODES_BEFORE_AUTH = 256;

    private static final int HEAP_PER_NODE = 64;
    private static final int HEAP_PER_TEXT = 56;
    private static final int HEAP_PER_ITEM = 8;
    private static final int HEAP_PER_INTEGER = 24;
    private static final int HEAP_PER_DECIMAL = 64;

    /** Shorter texts do not become much when they turn out to be JSON. */
    private static final int LONG_TEXT = 1_024;

    private final int octets;
    private final int most;
    private int nodes;
    private long heap;

    private TreeBudget(int octets, int most) {
        this.octets = octets;
        this.most = most;
    }

    /** For a frame of so many octets from somebody who is known. */
    public static TreeBudget of(int octets) {
        return new TreeBudget(octets, Math.max(FREE_NODES, octets / OCTETS_PER_NODE));
    }

    /** The most that the tree of a frame of so many octets takes. */
    public static long heapAtMost(int octets) {
        return (long) HEAP_PER_OCTET * octets + (long) HEAP_PER_NODE * Math.min(octets, FREE_NODES);
    }

    /** For a frame of which nobody knows yet who sent it. */
    public static TreeBudget beforeAuth(int octets) {
        return new TreeBudget(octets, NODES_BEFORE_AUTH);
    }

    /** For what this server wrote itself. */
    static TreeBudget unbounded() {
        return new TreeBudget(0, Integer.MAX_VALUE);
    }

    /** The octets of heap that the tree takes so far, estimated from above, with what texts in it become when decoded. */
    public long heap() {
        return heap;
    }

    /** An object or array begins, or a member of an object. */
    void node() {
        if (++nodes > most) {
            throw Refusal.of(
                    ErrorCode.TOO_LARGE,
                    "The frame has %d octets and more than %d objects, arrays and members, which is the most for its size; send less at a time."
                            .formatted(octets, most),
                    null);
        }
        heap += HEAP_PER_NODE;
    }

    /** An item of an array. */
    void item() {
        heap += HEAP_PER_ITEM;
    }

    /** A number; small ones are shared. */
    @SuppressWarnings("ReferenceEquality") // a shared one is the same object, and only that costs nothing
    Value number(Value number) {
        if (number instanceof Value.Decimal) {
            heap += HEAP_PER_DECIMAL;
        } else if (number instanceof Value.Int(long integer) && Value.of(integer) != number) {
            heap += HEAP_PER_INTEGER;
        }
        return number;
    }

    /** A text, or the name of a member; those of one character are shared. */
    String text(String text) {
        if (text.length() > 1) {
            heap += HEAP_PER_TEXT + 2L * text.length();
        }
        if (text.length() > LONG_TEXT && mayBeJson(text.charAt(0))) {
            heap += (long) HEAP_PER_OCTET * text.length();
        }
        return text;
    }

    private static boolean mayBeJson(char first) {
        return first == '{' || first == '[' || first <= ' ';
    }
}
