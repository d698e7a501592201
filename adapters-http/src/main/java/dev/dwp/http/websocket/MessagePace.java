package dev.dwp.http.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads so that nobody holds memory for a message without sending it: once a part of it has come, every 16 KiB of it, or its
 * end, have to come within an allowance. Only time spent waiting for the peer counts. Used by the reading thread alone.
 */
final class MessagePace {
    private static final int STRIDE = 16 * 1024;

    private final Transport transport;
    private final MessageAssembler assembler;
    private final long allowance;

    /** The message that is timed, by its number, -1 for none; and how much had come by the last time that it made progress. */
    private long message = -1;

    private long counted;
    private long waited;

    /** Whether reads may be cut short. */
    private boolean timed;

    MessagePace(Transport transport, MessageAssembler assembler, Duration allowance) {
        this.transport = transport;
        this.assembler = assembler;
        this.allowance = allowance.toNanos();
    }

    /**
     * Reads what there is.
     *
     * @throws WebSocketFailure when the message of which a part is there makes too little progress
     */
    int read(ReadBuffer buffer, InputStream input) throws IOException {
        if (!assembler.isMidway()) {
            untimed();
            message = -1;
            return buffer.read(input);
        }
        if (message != assembler.messages() || assembler.dataOctets() - counted >= STRIDE) {
            message = assembler.messages();
            counted = assembler.dataOctets();
            waited = 0;
        }
        if (waited >= allowance) {
            throw stalled();
        }
        transport.readTimeout(Duration.ofNanos(allowance - waited));
        timed = true;
        long begin = System.nanoTime();
        try {
            return buffer.read(input);
        } catch (SocketTimeoutException e) {
            throw stalled();
        } finally {
            waited += System.nanoTime() - begin;
        }
    }

    /** From now on reads may wait for ever. */
    void untimed() throws IOException {
        if (timed) {
            transport.readTimeout(Duration.ZERO);
            timed = false;
        }
    }

    private WebSocketFailure stalled() {
        return WebSocketFailure.stalled(STRIDE, Duration.ofNanos(allowance));
    }
}
