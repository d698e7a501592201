package dev.dwp.http.server.io;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * Writes to a socket in slices, each of which must go through within the allowance or the {@link Watchdog} closes the
 * connection: a slow peer that makes progress is left alone, one that reads nothing is not. Used by one thread at a time.
 */
public final class SocketOutput {
    private static final int SLICE = 64 * 1024;

    private final OutputStream out;
    private final StallGuard guard;
    private final Duration allowance;

    /** An output whose every slice has that long. */
    public SocketOutput(Socket socket, StallGuard guard, Duration allowance) throws IOException {
        this.out = socket.getOutputStream();
        this.guard = guard;
        this.allowance = allowance;
    }

    /** Writes all of it, blocking as long as the peer makes progress. */
    public void write(byte[] octets, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += SLICE) {
            guard.arm(allowance);
            try {
                out.write(octets, at, Math.min(SLICE, end - at));
            } finally {
                guard.disarm();
            }
        }
    }
}
