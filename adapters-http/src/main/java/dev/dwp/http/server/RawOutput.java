package dev.dwp.http.server;

import dev.dwp.http.server.io.SocketOutput;
import java.io.IOException;
import java.io.OutputStream;

/** The socket's output, still under the watchdog. */
final class RawOutput extends OutputStream {
    private final SocketOutput out;
    private final Runnable close;

    RawOutput(SocketOutput out, Runnable close) {
        this.out = out;
        this.close = close;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
    }

    @Override
    public void close() {
        close.run();
    }
}
