package dev.dwp.http.server;

import dev.dwp.http.server.io.FairShare;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The socket's input behind what was received along with the request head. */
final class RawInput extends InputStream {
    private final InputStream in;
    private final FairShare share;
    private final Runnable close;
    /** What comes first; let go of once it is read. */
    private byte @Nullable [] rest;

    private int position;

    RawInput(InputStream in, byte[] rest, boolean fair, Runnable close) {
        this.in = in;
        this.rest = rest.length == 0 ? null : rest;
        this.share = new FairShare(fair);
        this.close = close;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        byte[] first = rest;
        if (first != null) {
            return fromRest(first, into, offset, length);
        }
        share.beforeRead();
        int count = in.read(into, offset, length);
        share.afterRead();
        return count;
    }

    private int fromRest(byte[] first, byte[] into, int offset, int length) {
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, into, offset, count);
        position += count;
        if (position == first.length) {
            rest = null;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        byte[] first = rest;
        return first != null ? first.length - position : in.available();
    }

    @Override
    public void close() {
        close.run();
    }
}
