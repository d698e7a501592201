package dev.dwp.http.server.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a socket through a buffer that is small while the connection idles.
 *
 * <p>The octets received and not yet consumed are {@code buffer()[position() .. limit())}. The buffer is
 * {@value #SMALL} octets; as soon as a read fills it, a pooled one takes its place, and goes back when all is consumed and
 * the last read was small again. Each read waits no longer than what is left until {@link #deadline}. Used by one thread at a time.
 */
public final class SocketInput {
    private static final int SMALL = 512;
    private static final byte[] NOTHING = {};
    /** How soon a read notices that its deadline's owner has lost interest. */
    private static final int SLICE_MILLIS = 250;

    private final Socket socket;
    private final InputStream in;
    private final BufferPool pool;
    private final FairShare share;
    private final byte[] small = new byte[SMALL];
    private byte[] buffer = small;
    private int position;
    private int limit;
    /** Whether the last read brought so much that more is to be expected. */
    private boolean busy;

    private long deadline;
    private boolean endless = true;
    private @Nullable BooleanSupplier abandoned;
    private int timeout;

    /**
     * An input without a deadline.
     *
     * @param fair whether to let other virtual threads run now and then, where reads do not wait
     */
    public SocketInput(Socket socket, BufferPool pool, boolean fair) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.pool = pool;
        this.share = new FairShare(fair);
    }

    /** The octets received; the array changes with {@link #fill}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the first octet not consumed. */
    public int position() {
        return position;
    }

    /** Index behind the last octet received. */
    public int limit() {
        return limit;
    }

    /** Octets received and not consumed. */
    public int available() {
        return limit - position;
    }

    /** Takes octets off the front. */
    public void consume(int octets) {
        position += octets;
    }

    /** From now on reads may wait that long in all. */
    public void deadline(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        endless = false;
        abandoned = null;
    }

    /**
     * Like {@link #deadline(Duration)}, but a read to which nothing comes ends earlier, with {@link Abandoned}, once the
     * condition holds.
     */
    public void deadline(Duration within, BooleanSupplier condition) {
        deadline(within);
        abandoned = condition;
    }

    /** Nobody wants what the peer was to send any more. */
    public static final class Abandoned extends IOException {
        private Abandoned() {
            super("The server does not wait any longer for what the peer was to send.");
        }
    }

    /** From now on each read may wait for ever. */
    public void noDeadline() {
        endless = true;
        abandoned = null;
    }

    /**
     * Reads once, behind what is there.
     *
     * @return whether anything came; {@code false} at the end of the stream
     * @throws SocketTimeoutException when the deadline passes first
     */
    public boolean fill() throws IOException {
        makeRoom();
        int count = receive(buffer, limit, buffer.length - limit);
        if (count > 0) {
            limit += count;
            busy = limit == buffer.length || count >= SMALL;
        }
        return count > 0;
    }

    /** Like {@link InputStream#read(byte[], int, int)}: what is buffered first, then from the socket itself. */
    public int read(byte[] into, int offset, int length) throws IOException {
        if (available() == 0 && length >= SMALL) {
            return receive(into, offset, length);
        }
        if (available() == 0 && !fill()) {
            return -1;
        }
        int count = Math.min(length, available());
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
    }

    /** Gives up the buffer and returns what was in it: for a reader that goes on with {@link #receive} alone. */
    public byte[] detach() {
        byte[] rest = Arrays.copyOfRange(buffer, position, limit);
        release();
        return rest;
    }

    /** Hands a borrowed buffer back and forgets what was buffered; only {@link #receive} may follow. */
    public void release() {
        giveBack();
        buffer = NOTHING;
        position = 0;
        limit = 0;
    }

    /** Reads from the socket past the buffer. */
    public int receive(byte[] into, int offset, int length) throws IOException {
        share.beforeRead();
        int count = await(into, offset, length);
        share.afterRead();
        return count;
    }

    private int await(byte[] into, int offset, int length) throws IOException {
        BooleanSupplier condition = abandoned;
        if (condition == null) {
            return receive(endless ? 0 : millisLeft(), into, offset, length);
        }
        while (true) {
            try {
                return receive(Math.min(SLICE_MILLIS, millisLeft()), into, offset, length);
            } catch (SocketTimeoutException e) {
                millisLeft();
                if (condition.getAsBoolean()) {
                    throw new Abandoned();
                }
            }
        }
    }

    private int receive(int wait, byte[] into, int offset, int length) throws IOException {
        if (wait != timeout) {
            socket.setSoTimeout(wait);
            timeout = wait;
        }
        return in.read(into, offset, length);
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("The deadline for reading has passed.");
        }
        return (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
    }

    private void makeRoom() {
        if (position == limit) {
            position = 0;
            limit = 0;
            resize();
        } else if (limit == buffer.length && position > 0) {
            move(buffer);
        } else if (limit == buffer.length) {
            grow();
        }
    }

    private void resize() {
        boolean large = buffer.length > SMALL;
        if (busy && !large) {
            buffer = pool.take();
        } else if (!busy && large) {
            giveBack();
            buffer = small;
        }
    }

    private void grow() {
        byte[] old = buffer;
        move(old.length < BufferPool.SIZE ? pool.take() : new byte[old.length * 2]);
        if (old.length == BufferPool.SIZE) {
            pool.give(old);
        }
    }

    private void move(byte[] into) {
        System.arraycopy(buffer, position, into, 0, limit - position);
        limit -= position;
        position = 0;
        buffer = into;
    }

    private void giveBack() {
        if (buffer.length == BufferPool.SIZE) {
            pool.give(buffer);
        }
    }
}
