package dev.dwp.http.server;

import dev.dwp.http.server.io.OutputBuffer;
import java.io.IOException;

/** Puts the body of a response under its framing (RFC 9112 §6). */
interface BodyEncoder {
    void write(byte[] octets, int offset, int length) throws IOException;

    /** Says that nothing follows. */
    void close() throws IOException;

    /** Whether nothing can follow. */
    boolean complete();

    /** The handler wrote something else than it had announced. */
    final class Misuse extends IOException {
        Misuse(String message) {
            super(message);
        }
    }

    private static void requireOpen(boolean closed) throws IOException {
        if (closed) {
            throw new Misuse("The response body is closed.");
        }
    }

    /** A body whose length was announced; none at all when that is zero. */
    final class Fixed implements BodyEncoder {
        private final OutputBuffer out;
        private long remaining;

        Fixed(OutputBuffer out, long length) {
            this.out = out;
            this.remaining = length;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (length > remaining) {
                throw new Misuse("The response body is " + (length - remaining) + " octets longer than announced.");
            }
            if (length > 0) {
                out.put(octets, offset, length);
                remaining -= length;
            }
        }

        @Override
        public void close() throws IOException {
            if (remaining > 0) {
                throw new Misuse("The response body is " + remaining + " octets shorter than announced.");
            }
        }

        @Override
        public boolean complete() {
            return remaining == 0;
        }
    }

    /** A body of unknown length for HTTP/1.1. */
    final class Chunked implements BodyEncoder {
        private final OutputBuffer out;
        private boolean closed;

        Chunked(OutputBuffer out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            requireOpen(closed);
            out.putChunked(octets, offset, length);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            out.endChunk();
            out.put("0\r\n\r\n");
        }

        @Override
        public boolean complete() {
            return closed;
        }
    }

    /** A body that ends with the connection, for HTTP/1.0. */
    final class UntilClose implements BodyEncoder {
        private final OutputBuffer out;
        private boolean closed;

        UntilClose(OutputBuffer out) {
            this.out = out;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            requireOpen(closed);
            out.put(octets, offset, length);
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public boolean complete() {
            return closed;
        }
    }

    /** The body of a response to HEAD, which a handler may write as it would for GET. */
    final class Discarded implements BodyEncoder {
        @Override
        public void write(byte[] octets, int offset, int length) {}

        @Override
        public void close() {}

        @Override
        public boolean complete() {
            return true;
        }
    }
}
