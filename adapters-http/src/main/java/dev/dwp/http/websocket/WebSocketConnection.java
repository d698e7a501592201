package dev.dwp.http.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of one open WebSocket (RFC 6455 §5–§7), from the octet after the handshake to the end of the transport,
 * which it owns.
 *
 * <p>One thread calls {@link #run} and reads until the end. All other methods may be called by any thread, never wait for
 * the peer, and do nothing once the connection is closing. It pings nobody and watches no clock of its own accord, save that
 * a message that has begun must go on, and a connection which has begun to close is cut after the close timeout; {@link #lastReadNanos} and {@link #stalledSince} let
 * a watchdog do the rest.
 */
public final class WebSocketConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int READS_BEHIND_CLOSE = 16;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Transport transport;
    private final ConnectionLimits limits;
    private final @Nullable PerMessageDeflate deflate;
    private final ReadBuffer buffer;
    private final InputStream input;
    private final MessageAssembler assembler;
    private final MessagePace pace;
    private final Outbox outbox;
    private final SendQueue queue;
    private final UnreadBudget.Account account;

    /** How the connection ends; the first to set it decides. */
    private final AtomicReference<@Nullable Closure> closure = new AtomicReference<>();

    private final CountDownLatch over = new CountDownLatch(1);

    /** Written by the running thread before anything is read; read by those that write. */
    private volatile @Nullable WebSocketListener listener;

    /** Written by the running thread. */
    private volatile long lastReadNanos = System.nanoTime();

    /** Used by the running thread alone. */
    private boolean reported;

    /** How long messages have been worked on since all others could run; used by the running thread alone. */
    private long busyNanos;

    /**
     * A connection whose handshake is done.
     *
     * @param buffers shared by all connections
     * @param deflate shared by all connections that negotiated it; null on the others
     * @throws IOException when the transport has already ended
     */
    public WebSocketConnection(
            Transport transport, ConnectionLimits limits, BufferPool buffers, @Nullable PerMessageDeflate deflate)
            throws IOException {
        this(transport, limits, buffers, deflate, UnreadBudget.unbounded());
    }

    /**
     * A connection whose handshake is done.
     *
     * @param budget of what waits to be written to all connections; this one is aborted when it holds the most of one that is
     *     used up
     */
    public WebSocketConnection(
            Transport transport,
            ConnectionLimits limits,
            BufferPool buffers,
            @Nullable PerMessageDeflate deflate,
            UnreadBudget budget)
            throws IOException {
        this.transport = transport;
        this.limits = limits;
        this.deflate = deflate;
        this.buffer = new ReadBuffer(buffers);
        this.input = transport.input();
        this.account = budget.open(this::leftUnread);
        this.queue = new SendQueue(limits, account);
        this.outbox = new Outbox(queue, transport.output(), buffers, new Writing());
        this.assembler = new MessageAssembler(limits.maxMessageBytes(), deflate, new Reading());
        this.pace = new MessagePace(transport, assembler, limits.messageTimeout());
    }

    /**
     * Reads until the connection is over and closes the transport. To be called once, by the thread that is the
     * connection's own; an interrupt cuts the connection.
     */
    public void run(WebSocketListener listener) {
        this.listener = listener;
        outbox.adoptReader();
        try {
            readMessages();
            closeHandshake();
        } catch (IOException e) {
            LOG.debug("A WebSocket connection broke.", e);
        } finally {
            closure.compareAndSet(null, Closure.DROPPED);
            end();
            report();
        }
    }

    /** Tells the listener, once, that the connection is over. */
    private void report() {
        if (!reported) {
            reported = true;
            Closure how = Objects.requireNonNull(closure.get());
            listener().onClosed(how.code(), how.reason());
        }
    }

    /**
     * From the next message on, accepts messages up to another size. To be called by the listener, from a callback of the
     * reading thread.
     *
     * @param memory is asked for the buffers of large messages
     */
    public void accept(int maxMessageBytes, MessageMemory memory) {
        assembler.accept(maxMessageBytes, memory);
    }

    /**
     * Queues a message that its producer can repeat.
     *
     * @return false when there is no room, in which case {@link WebSocketListener#onWritable} follows as soon as there is;
     *     and when the connection is closing
     */
    public boolean offer(OutgoingMessage event) {
        boolean queued = outbox.offer(event.event(deflate));
        account.settle();
        return queued;
    }

    /** The same, but for {@link #writeQueued}, which has to follow: many messages may be queued before it. */
    public boolean queue(OutgoingMessage event) {
        return queue.offer(event.event(deflate));
    }

    /** Has what was queued written. */
    public void writeQueued() {
        outbox.kick();
        account.settle();
    }

    /** Queues an answer, behind all that was queued before; false when the connection is closing. */
    public boolean append(OutgoingMessage response) {
        return append(response, null);
    }

    /**
     * Queues an answer. When the peer has left so many unread that this one passes the limit, the connection is aborted.
     *
     * @param whenWritten run once the octets were handed to the transport, by the thread that did it, which must not be held
     *     up; not at all if that never happens
     * @return false when the connection is closing
     */
    public boolean append(OutgoingMessage response, @Nullable Runnable whenWritten) {
        return switch (outbox.append(response.frame(deflate, QueuedFrame.Kind.RESPONSE, whenWritten))) {
            case QUEUED -> {
                account.settle();
                yield true;
            }
            case CLOSING -> false;
            case OVERFLOWN -> {
                leftUnread();
                yield false;
            }
        };
    }

    private void leftUnread() {
        abort(CloseCode.TRY_AGAIN_LATER, "Too much was left unread; read what is sent before asking for more.");
    }

    /** Waits while so many answers wait that nothing more is read from this peer either, and the connection is open. */
    public void awaitTaken() {
        queue.awaitRoomForResponses();
    }

    /**
     * Sends a ping ahead of what is queued; one that has not left yet is replaced.
     *
     * @param payload at most 125 octets
     */
    public void ping(byte[] payload) {
        if (payload.length > MessageAssembler.MAX_CONTROL_OCTETS) {
            throw new IllegalArgumentException("The ping has " + payload.length + " octets; 125 is the most.");
        }
        outbox.ping(payload);
    }

    /**
     * Writes what is queued, by the calling thread. Only of use to a listener: what it sends from a callback is written
     * together when all messages of one read have been passed on, and this writes it earlier.
     */
    public void flush() {
        outbox.flush();
    }

    /**
     * Begins to close, once, after what is already queued: what the peer still sends is ignored, its Close is awaited, and
     * after the close timeout the connection is cut.
     */
    public void close(CloseCode code, String reason) {
        Closure wanted = travelling(code, reason);
        if (begin(wanted)) {
            outbox.close(wanted.encode());
        }
    }

    /** Like {@link #close}, but instead of what is queued; a close already begun is cut short. */
    public void abort(CloseCode code, String reason) {
        Closure wanted = travelling(code, reason);
        begin(wanted);
        outbox.abort(wanted.encode());
    }

    /** Whether neither side has begun to close. */
    public boolean isOpen() {
        return closure.get() == null;
    }

    /** Octets of messages that were queued and have not been written, and what keeping them takes. */
    public long bytesQueued() {
        return queue.bytes();
    }

    /** The {@link System#nanoTime()} at which the write now under way began, never 0; or 0 when nothing is being written. */
    public long stalledSince() {
        return outbox.writingSince();
    }

    /** The {@link System#nanoTime()} of the last read that brought something, at first of the connection's making. */
    public long lastReadNanos() {
        return lastReadNanos;
    }

    private void readMessages() throws IOException {
        try {
            while (!assembler.isClosed() && read()) {
                outbox.flush();
            }
        } catch (WebSocketFailure failure) {
            fail(failure.closure());
        } catch (RuntimeException e) {
            LOG.error("A WebSocket listener failed; its connection is closed with 1011.", e);
            fail(new Closure(CloseCode.INTERNAL_ERROR, "The server failed at this message; its log says why."));
        }
    }

    private boolean read() throws IOException {
        queue.awaitRoomForResponses();
        giveWay();
        int length = pace.read(buffer, input);
        if (length < 0) {
            return false;
        }
        lastReadNanos = System.nanoTime();
        assembler.accept(buffer.octets(), 0, length);
        busyNanos += System.nanoTime() - lastReadNanos;
        buffer.fit(length);
        return true;
    }

    /**
     * Virtual threads are not time-sliced: without this, a busy connection can hold up the others for long. Now and then all
     * others run, also those whom a socket or a timer has woken: to them a carrier turns only when those that yield leave it.
     */
    private void giveWay() {
        if (limits.yieldBeforeRead() && busyNanos > SLICE_NANOS) {
            busyNanos = 0;
            LockSupport.parkNanos(1);
        }
    }

    /** Hundreds of messages may come by one read. */
    private void giveWayNowAndThen() {
        long now = System.nanoTime();
        if (now - lastReadNanos > SLICE_NANOS) {
            busyNanos += now - lastReadNanos;
            giveWay();
            lastReadNanos = System.nanoTime();
        }
    }

    /** Fails the connection (RFC 6455 §7.1.7): what was answered before still goes out, ahead of the Close. */
    private void fail(Closure failure) {
        begin(failure);
        outbox.close(failure.encode());
    }

    /** Whether this is what ends the connection; if so it ends in bounded time. */
    private boolean begin(Closure how) {
        if (!closure.compareAndSet(null, how)) {
            return false;
        }
        Thread.startVirtualThread(this::cutWhenLate);
        return true;
    }

    /** Nothing else bounds a write to a peer that does not read, nor a read from one that trickles. */
    private void cutWhenLate() {
        try {
            if (!over.await(limits.closeTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                closeTransport();
            }
        } catch (InterruptedException e) {
            closeTransport();
        }
    }

    /**
     * Once the peer's Close has come, or instead of it: makes sure that ours was written, and lets the peer see the end of
     * the stream. With both Closes on their way nothing is waited for (RFC 6455 §7.1.1: the server ends TCP first). A peer
     * that was failed may still be sending: what it sends is read to its end, since to close while something is unread would
     * reset the connection, and it might lose our Close over that.
     */
    private void closeHandshake() throws IOException {
        if (closure.get() == null) {
            return;
        }
        pace.untimed();
        outbox.flush();
        queue.awaitClosed();
        transport.shutdownOutput();
        if (assembler.isClosed()) {
            skipReceived();
        } else {
            report();
            drain();
        }
    }

    /** What came behind the peer's Close, as far as it is here already. */
    private void skipReceived() throws IOException {
        for (int reads = 0; reads < READS_BEHIND_CLOSE && input.available() > 0; reads++) {
            buffer.read(input);
        }
    }

    private void drain() throws IOException {
        int length;
        do {
            length = buffer.read(input);
        } while (length >= 0);
    }

    private void end() {
        queue.end();
        account.close();
        over.countDown();
        closeTransport();
        assembler.end();
        buffer.release();
    }

    private void closeTransport() {
        try {
            transport.close();
        } catch (IOException e) {
            LOG.debug("A WebSocket transport could not be closed.", e);
        }
    }

    private static Closure travelling(CloseCode code, String reason) {
        if (!code.mayTravel()) {
            throw new IllegalArgumentException(
                    "Close code " + code.value() + " is for reports only; close with one that may travel.");
        }
        return new Closure(code, reason);
    }

    /** What the assembler finds; called by the running thread. */
    private final class Reading implements MessageSink {
        @Override
        public void text(byte[] octets, int from, int length) {
            if (isOpen()) {
                listener().onText(octets, from, length);
                giveWayNowAndThen();
            }
        }

        @Override
        public void binary(byte[] octets, int from, int length) {
            if (isOpen()) {
                listener().onBinary(octets, from, length);
                giveWayNowAndThen();
            }
        }

        @Override
        public void ping(byte[] octets, int from, int length) {
            outbox.pong(Arrays.copyOfRange(octets, from, from + length));
        }

        @Override
        public void pong(byte[] octets, int from, int length) {
            if (isOpen()) {
                listener().onPong(octets, from, length);
            }
        }

        @Override
        public void close(Closure peers) {
            begin(peers);
            outbox.close(peers.echo());
        }
    }

    /** What the outbox tells; called by the thread that writes. */
    private final class Writing implements Outbox.Owner {
        @Override
        public void onWritable() {
            listener().onWritable();
        }

        @Override
        public void onBroken(Exception cause) {
            if (cause instanceof IOException) {
                LOG.debug("A WebSocket connection broke while it was written to.", cause);
            } else {
                LOG.error("A WebSocket's callback failed; its connection is cut.", cause);
            }
            closeTransport();
        }
    }

    private WebSocketListener listener() {
        WebSocketListener current = listener;
        if (current == null) {
            throw new IllegalStateException("The connection is not running; call run first.");
        }
        return current;
    }
}
