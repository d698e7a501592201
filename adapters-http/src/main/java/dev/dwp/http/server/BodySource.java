package dev.dwp.http.server;

import dev.dwp.http.server.io.SocketInput;
import dev.dwp.http.server.syntax.ChunkedDecoder;
import dev.dwp.http.server.syntax.HttpFailure;
import java.io.IOException;

/** A body under its framing. */
interface BodySource {
    /** No body. */
    BodySource NONE = new Fixed(0);

    /** Reads some of it; only while it has not ended. Returns −1 when it has. */
    int read(SocketInput input, byte[] into, int offset, int length) throws IOException;

    boolean ended();

    /** The most octets still to come, as far as is known. */
    long most();

    private static HttpFailure cutShort() {
        return HttpFailure.badRequest("The connection ended before the request body did.");
    }

    /** A body whose length was announced. */
    final class Fixed implements BodySource {
        private long remaining;

        Fixed(long length) {
            this.remaining = length;
        }

        @Override
        public int read(SocketInput input, byte[] into, int offset, int length) throws IOException {
            int count = input.read(into, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw cutShort();
            }
            remaining -= count;
            return count;
        }

        @Override
        public boolean ended() {
            return remaining == 0;
        }

        @Override
        public long most() {
            return remaining;
        }
    }

    /** A body in chunks. */
    final class Chunked implements BodySource {
        private final ChunkedDecoder decoder = new ChunkedDecoder();

        @Override
        public int read(SocketInput input, byte[] into, int offset, int length) throws IOException {
            toData(input);
            if (decoder.ended()) {
                return -1;
            }
            int count = input.read(into, offset, (int) Math.min(length, decoder.remaining()));
            if (count < 0) {
                throw cutShort();
            }
            decoder.consumed(count);
            if (decoder.remaining() == 0) {
                skipBuffered(input);
            }
            return count;
        }

        private void toData(SocketInput input) throws IOException {
            skipBuffered(input);
            while (decoder.remaining() == 0 && !decoder.ended()) {
                if (!input.fill()) {
                    throw cutShort();
                }
                skipBuffered(input);
            }
        }

        private void skipBuffered(SocketInput input) throws IOException {
            int end = decoder.framing(input.buffer(), input.position(), input.limit());
            input.consume(end - input.position());
        }

        @Override
        public boolean ended() {
            return decoder.ended();
        }

        @Override
        public long most() {
            return decoder.ended() ? 0 : Long.MAX_VALUE;
        }
    }
}
