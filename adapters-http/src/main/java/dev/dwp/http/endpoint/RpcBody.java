package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Reads the body of a request. Its buffer grows with what has come, and beyond {@value #FREE} octets takes memory that all
 * requests share, until it is closed. Used by one thread.
 */
final class RpcBody implements AutoCloseable {
    private static final int FREE = 16_384;
    private static final int GROWTH = 4;

    private final int most;
    private final Reception reception;
    private final BooleanSupplier known;
    private byte[] octets = new byte[0];
    private int size;
    private MemoryPool pool;
    private int taken;

    /**
     * A body still to be read.
     *
     * @param known whether the sender is known by a header, asked where the body is large
     */
    RpcBody(Reception reception, BooleanSupplier known) {
        this.most = reception.maxFrameBytes();
        this.reception = reception;
        this.known = known;
        this.pool = reception.bodiesBeforeAuth();
    }

    /**
     * Reads all of it.
     *
     * @throws Refusal 413 where it is larger than a frame, 503 where the memory is taken
     */
    void read(HttpExchange exchange) throws IOException {
        String declared = exchange.getRequestHeaders().getFirst("Content-Length");
        if (declared != null && Long.parseLong(declared) > most) {
            throw tooLarge();
        }
        try (InputStream in = exchange.getRequestBody()) {
            octets = in.readNBytes(Math.min(FREE, most + 1));
            size = octets.length;
            while (size == octets.length && size >= FREE && size <= most) {
                grow(in);
            }
        }
        if (size > most) {
            throw tooLarge();
        }
    }

    private void grow(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            octets = Arrays.copyOf(octets, size + 1);
            return;
        }
        if (taken == 0 && known.getAsBoolean()) {
            pool = reception.buffers();
        }
        int larger = (int) Math.min(most + 1L, (long) GROWTH * size);
        if (!pool.take(larger - size)) {
            throw Reception.overloaded();
        }
        taken += larger - size;
        octets = Arrays.copyOf(octets, larger);
        octets[size++] = (byte) next;
        size += in.readNBytes(octets, size, larger - size);
    }

    byte[] octets() {
        return octets;
    }

    int size() {
        return size;
    }

    private Refusal tooLarge() {
        return Refusal.of(ErrorCode.TOO_LARGE, "A frame may have %d bytes at most.".formatted(most), null);
    }

    @Override
    public void close() {
        pool.give(taken);
        taken = 0;
    }
}
