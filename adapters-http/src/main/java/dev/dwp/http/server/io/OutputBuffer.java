package dev.dwp.http.server.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what belongs into one write. It borrows its buffer with the first octet and hands it back with {@link #flush}, so
 * that a response that waits for events holds none. Used by one thread at a time.
 */
public final class OutputBuffer {
    private static final int NONE = -1;
    private static final int SIZE_LINE = 6;
    private static final int CRLF = 2;

    private final SocketOutput out;
    private final BufferPool pool;
    private byte @Nullable [] buffer;
    private int limit;
    /** Where the chunk being filled begins, or {@link #NONE}. */
    private int chunk = NONE;

    /** A buffer before that output. */
    public OutputBuffer(SocketOutput out, BufferPool pool) {
        this.out = out;
        this.pool = pool;
    }

    /** Appends the low octet of each character. */
    @SuppressWarnings("deprecation") // it takes the low octet of each character, which is what is wanted, at once
    public void put(String latin) throws IOException {
        int at = 0;
        while (at < latin.length()) {
            byte[] into = room();
            int count = Math.min(latin.length() - at, into.length - limit);
            latin.getBytes(at, at + count, into, limit);
            limit += count;
            at += count;
        }
    }

    /** Appends octets; what does not fit goes out at once with what was gathered before it. */
    public void put(byte[] octets, int offset, int length) throws IOException {
        byte[] into = room();
        int count = Math.min(length, into.length - limit);
        System.arraycopy(octets, offset, into, limit, count);
        limit += count;
        if (count < length) {
            flush();
            rest(octets, offset + count, length - count);
        }
    }

    /** Appends octets to the chunk being filled; a chunk ends with {@link #endChunk}, {@link #flush} or a full buffer. */
    public void putChunked(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            byte[] into = chunkRoom();
            int count = Math.min(offset + length - at, into.length - CRLF - limit);
            System.arraycopy(octets, at, into, limit, count);
            limit += count;
            at += count;
        }
    }

    /** Ends the chunk being filled, if any: its size in four digits goes where room was left for it. */
    public void endChunk() {
        byte[] current = buffer;
        if (chunk != NONE && current != null) {
            int size = limit - chunk - SIZE_LINE;
            for (int digit = 0; digit < 4; digit++) {
                current[chunk + digit] = (byte) Character.forDigit(size >> (12 - 4 * digit) & 0xf, 16);
            }
            current[chunk + 4] = '\r';
            current[chunk + 5] = '\n';
            current[limit++] = '\r';
            current[limit++] = '\n';
            chunk = NONE;
        }
    }

    /** Writes what was gathered and hands the buffer back. */
    public void flush() throws IOException {
        endChunk();
        byte[] full = buffer;
        if (full != null) {
            int length = limit;
            limit = 0;
            try {
                out.write(full, 0, length);
            } finally {
                buffer = null;
                pool.give(full);
            }
        }
    }

    private void rest(byte[] octets, int offset, int length) throws IOException {
        if (length >= BufferPool.SIZE) {
            out.write(octets, offset, length);
        } else {
            put(octets, offset, length);
        }
    }

    /** An open chunk with room for at least one octet and the CRLF behind it. */
    private byte[] chunkRoom() throws IOException {
        if (BufferPool.SIZE - limit <= (chunk == NONE ? SIZE_LINE + CRLF : CRLF)) {
            flush();
        }
        byte[] into = room();
        if (chunk == NONE) {
            chunk = limit;
            limit += SIZE_LINE;
        }
        return into;
    }

    private byte[] room() throws IOException {
        if (limit == BufferPool.SIZE) {
            flush();
        }
        byte[] current = buffer;
        if (current == null) {
            current = pool.take();
            buffer = current;
        }
        return current;
    }
}
