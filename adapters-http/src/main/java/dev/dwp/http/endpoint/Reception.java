package dev.dwp.http.endpoint;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.TreeBudget;
import dev.dwp.http.codec.UndecodableFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what clients send within memory that all of them share (PROTOCOL §2): large messages while they arrive, and the
 * trees that frames become until their requests are answered. Small ones are decoded at once; they cannot hold up nor be held
 * up. Thread-safe.
 */
final class Reception {
    /** The largest message, and the largest {@code auth}, of somebody who is not known yet. */
    static final int OCTETS_BEFORE_AUTH = 16_384;

    /** Octets of a frame that is decoded without asking: its tree takes 384 KiB at most. */
    static final int SMALL = 4_096;

    /** Heap of a tree that is not counted. */
    private static final int LIGHT = 16_384;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BUFFERS = 8;
    private static final int TREES = 4;
    private static final int BODIES_BEFORE_AUTH = 16;

    private final int maxFrameBytes;
    private final MemoryPool buffers;
    private final MemoryPool bodiesBeforeAuth;
    private final MemoryPool trees;
    private final LargeFrames large;

    /**
     * Takes an eighth of a heap for messages, a quarter for trees, and a sixteenth for the bodies of those who are not known
     * yet.
     *
     * @param heap octets that the JVM may use
     * @param large decodes large frames
     */
    Reception(int maxFrameBytes, long heap, LargeFrames large) {
        this.large = large;
        this.maxFrameBytes = maxFrameBytes;
        long largest = 2L * (maxFrameBytes + 1);
        this.buffers = new MemoryPool(Math.max(heap / BUFFERS, largest), PATIENCE);
        this.bodiesBeforeAuth = new MemoryPool(Math.max(heap / BODIES_BEFORE_AUTH, largest), Duration.ZERO);
        this.trees = new MemoryPool(heap / TREES, PATIENCE);
    }

    int maxFrameBytes() {
        return maxFrameBytes;
    }

    /** For the messages and bodies of those who are known. */
    MemoryPool buffers() {
        return buffers;
    }

    /** For the bodies of those who are not known yet: nobody waits for it. */
    MemoryPool bodiesBeforeAuth() {
        return bodiesBeforeAuth;
    }

    /** A frame, and what is to be closed when nobody needs it any more. */
    record Received(Frame frame, MemoryPool.@Nullable Hold hold) implements AutoCloseable {
        @Override
        public void close() {
            if (hold != null) {
                hold.close();
            }
        }
    }

    /**
     * Decodes a frame from somebody who is known.
     *
     * @throws UndecodableFrame when the octets are no frame; 503 when others hold too much
     */
    Received decode(FrameCodec codec, byte[] octets, int offset, int length) throws UndecodableFrame {
        TreeBudget tree = TreeBudget.of(length);
        if (length <= SMALL) {
            Frame frame = codec.decode(octets, offset, length, tree);
            return new Received(frame, tree.heap() <= LIGHT ? null : hold(tree.heap(), frame.id()));
        }
        MemoryPool.Hold hold = trees.hold(TreeBudget.heapAtMost(length));
        if (hold == null) {
            throw overloaded(decodeHead(codec, octets, offset, length).id());
        }
        boolean decoded = false;
        try {
            Frame frame = large.decode(() -> codec.decode(octets, offset, length, tree));
            hold.shrinkTo(tree.heap());
            decoded = true;
            return new Received(frame, hold);
        } finally {
            if (!decoded) {
                hold.close();
            }
        }
    }

    /**
     * Reads what is around the data of a large frame.
     *
     * @throws UndecodableFrame when it cannot be read
     */
    Frame decodeHead(FrameCodec codec, byte[] octets, int offset, int length) throws UndecodableFrame {
        return large.decode(() -> codec.decodeHead(octets, offset, length));
    }

    private MemoryPool.Hold hold(long heap, @Nullable String id) throws UndecodableFrame {
        MemoryPool.Hold hold = trees.hold(heap);
        if (hold == null) {
            throw overloaded(id);
        }
        return hold;
    }

    private static UndecodableFrame overloaded(@Nullable String id) {
        return new UndecodableFrame(id, overloaded());
    }

    /** 503: the memory is taken. */
    static Refusal overloaded() {
        return Refusal.unavailable("The server holds as many large requests as it can; send this one again later.");
    }
}
