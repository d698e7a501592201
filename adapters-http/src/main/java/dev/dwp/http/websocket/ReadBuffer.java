package dev.dwp.http.websocket;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The buffer that a connection reads into: small while it is idle, so that ten thousand of them cost little; a pooled large
 * one as soon as a read fills it, and back when a read is small again. Used by the reading thread alone.
 */
final class ReadBuffer {
    private static final int IDLE_OCTETS = 512;

    private final BufferPool pool;
    private final byte[] small = new byte[IDLE_OCTETS];
    private byte @Nullable [] large;

    ReadBuffer(BufferPool pool) {
        this.pool = pool;
    }

    /** Reads what there is, at least one octet, into {@link #octets()}; -1 at the end of the stream. */
    int read(InputStream input) throws IOException {
        byte[] into = octets();
        return input.read(into, 0, into.length);
    }

    byte[] octets() {
        return large == null ? small : large;
    }

    /** Chooses the buffer for the next read, once the octets of the last one, so many, are done with. */
    void fit(int lastRead) {
        if (large == null && lastRead == IDLE_OCTETS) {
            large = pool.take();
        } else if (large != null && lastRead <= IDLE_OCTETS) {
            release();
        }
    }

    void release() {
        if (large != null) {
            pool.give(large);
            large = null;
        }
    }
}
