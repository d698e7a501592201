package dev.dwp.http.server;

import dev.dwp.http.server.io.SocketInput;
import dev.dwp.http.server.syntax.Framing;
import dev.dwp.http.server.syntax.HttpFailure;
import dev.dwp.http.server.syntax.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The body of a request. The first read sends {@code 100 Continue} to a client that waits for it (RFC 9110 §10.1.1).
 *
 * <p>Only the time spent waiting for the peer counts: {@code allowance} for every {@value #STRIDE} octets, or the end.
 * A body that is malformed, stalls or is cut short throws {@link HttpFailure}, and the connection ends after the response.
 */
final class RequestBody extends InputStream {
    private static final int STRIDE = 16 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private final BodySource source;
    private final Duration allowance;
    private boolean continueDue;
    private boolean closed;
    private boolean failed;
    private long waited;
    private int sinceRenewal;

    RequestBody(Wire wire, RequestHead head, Duration allowance) {
        this.wire = wire;
        this.allowance = allowance;
        this.source = switch (head.framing()) {
            case Framing.None() -> BodySource.NONE;
            case Framing.Fixed(long length) -> new BodySource.Fixed(length);
            case Framing.Chunked() -> new BodySource.Chunked();
        };
        this.continueDue = head.expectsContinue() && !source.ended();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The request body is closed.");
        }
        if (length == 0) {
            return 0;
        }
        sendContinue();
        return receive(into, offset, length);
    }

    /** Never makes an array larger than the body. */
    @Override
    public byte[] readNBytes(int length) throws IOException {
        return super.readNBytes((int) Math.min(length, source.most()));
    }

    @Override
    public int available() {
        return (int) Math.min(wire.input().available(), source.most());
    }

    /** What was not read is drained when the exchange is over. */
    @Override
    public void close() {
        closed = true;
    }

    /** Whether the peer sent something else than a body, or stopped sending it. */
    boolean failed() {
        return failed;
    }

    /** Whether the connection cannot be used again unless somebody reads the body. */
    boolean undrainable(long limit) {
        return failed || continueDue || (source.most() > limit && source.most() < Long.MAX_VALUE);
    }

    /** After a final status, {@code 100 Continue} would be taken for part of the body. */
    void responseBegun() {
        continueDue = false;
    }

    void requireEnd() {
        if (!source.ended()) {
            throw new IllegalStateException("The request has a body that must be read before protocols are switched.");
        }
    }

    /** Reads the rest away, up to the limit; returns whether the body ended in good order. */
    boolean drain(long limit) {
        if (source.ended() || undrainable(limit)) {
            return source.ended() && !failed;
        }
        byte[] sink = new byte[2048];
        try {
            long drained = 0;
            while (!source.ended() && drained <= limit) {
                drained += Math.max(0, receive(sink, 0, sink.length));
            }
            return source.ended();
        } catch (IOException e) {
            return false;
        }
    }

    private void sendContinue() throws IOException {
        if (continueDue) {
            continueDue = false;
            wire.output().write(CONTINUE, 0, CONTINUE.length);
        }
    }

    private int receive(byte[] into, int offset, int length) throws IOException {
        if (source.ended()) {
            return -1;
        }
        SocketInput input = wire.input();
        long start = System.nanoTime();
        input.deadline(allowance.minusNanos(waited), wire.connection()::stopping);
        try {
            int count = source.read(input, into, offset, length);
            account(count, System.nanoTime() - start);
            return count;
        } catch (SocketTimeoutException e) {
            failed = true;
            throw HttpFailure.timeout("The request body stalled for " + allowance.toMillis() + " ms.");
        } catch (SocketInput.Abandoned e) {
            failed = true;
            throw HttpFailure.stopping();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private void account(int count, long nanos) {
        waited += nanos;
        sinceRenewal += Math.max(0, count);
        if (sinceRenewal >= STRIDE) {
            sinceRenewal = 0;
            waited = 0;
        }
    }
}
