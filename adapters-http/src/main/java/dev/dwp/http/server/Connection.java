package dev.dwp.http.server;

import dev.dwp.http.server.io.StallGuard;
import dev.dwp.http.server.io.Watched;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from accept to close, whatever it speaks.
 *
 * <pre>
 *   WAITING ⇄ BUSY → RAW        any → CLOSED
 * </pre>
 *
 * Its own thread runs the requests; the server's stop and the watchdog end it from outside by closing the TCP socket, never
 * the TLS one, whose close may wait for a stalled write.
 */
final class Connection implements Runnable, Watched {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private enum Phase {
        /** For a handshake or a request: nothing is lost when it is closed now. */
        WAITING,
        BUSY,
        RAW,
        CLOSED
    }

    private final Socket tcp;
    private final Transport transport;
    private final ServerParts parts;
    private final StallGuard guard = new StallGuard();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    /** The TCP socket, then what the transport made of it; written by the connection's thread. */
    private volatile Socket socket;
    /** Whether the guard is armed for the time between two requests; written by the connection's thread. */
    private volatile boolean idling;
    /** What to tell that the connection ended; written by the connection's thread and by the raw connection's user. */
    private volatile @Nullable Ending ending;
    /** Written by {@link #start}. */
    private volatile @Nullable Thread thread;

    /** What wants to know how the connection ends. */
    interface Ending {
        void serverStops();

        void cut();
    }

    Connection(Socket tcp, Transport transport, ServerParts parts) {
        this.tcp = tcp;
        this.socket = tcp;
        this.transport = transport;
        this.parts = parts;
    }

    void start() {
        Thread own = Thread.ofVirtual().name("http-connection").unstarted(this);
        thread = own;
        own.start();
    }

    @Override
    public void run() {
        boolean handedOver = false;
        try {
            Upgrade upgrade = serve();
            handedOver = upgrade != null && upgrade.detached();
            if (upgrade != null) {
                upgrade.run();
            }
        } catch (IOException e) {
            LOG.debug("A connection ended: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("A connection ended by a failure of its own.", e);
        } finally {
            // one that was cut before it could be handed over has no other owner
            if (!handedOver || phase.get() == Phase.CLOSED) {
                close();
            }
        }
    }

    /** A frame of its own, so that nothing of HTTP stays reachable from the stack of an upgraded connection. */
    private @Nullable Upgrade serve() throws IOException {
        return new HttpLoop(open(), parts).run();
    }

    private Wire open() throws IOException {
        Deadlines deadlines = parts.deadlines();
        guard.arm(deadlines.handshake());
        try {
            socket = transport.open(tcp);
        } finally {
            guard.disarm();
        }
        return new Wire(this, socket, transport.session(socket), parts);
    }

    /** Says that the next request is awaited; false when none will be taken. */
    boolean awaiting() {
        phase.compareAndSet(Phase.BUSY, Phase.WAITING);
        return !parts.connections().stopping();
    }

    /** Says that a request has begun; false when the connection was closed meanwhile. */
    boolean busy() {
        return phase.compareAndSet(Phase.WAITING, Phase.BUSY);
    }

    /** The next request may come within that time; then the watchdog closes the connection without a word. */
    void idle(Duration most) {
        idling = true;
        guard.arm(most);
    }

    /** Something came, or nothing will; only afterwards the connection may be {@link #busy}. */
    void idleNoMore() {
        guard.disarm();
        idling = false;
    }

    /** From now on the connection is somebody else's to read, write and close. */
    void raw(Ending user) {
        ending = user;
        phase.compareAndSet(Phase.BUSY, Phase.RAW);
    }

    void ending(@Nullable Ending value) {
        ending = value;
    }

    boolean stopping() {
        return parts.connections().stopping();
    }

    /** Ends a connection that waits; lets the user of a raw one know. */
    void serverStops() {
        if (phase.compareAndSet(Phase.WAITING, Phase.CLOSED)) {
            abort();
        }
        Ending told = ending;
        if (told != null) {
            told.serverStops();
        }
    }

    /** Ends the connection in good order; the guard is armed since TLS writes its goodbye. */
    void close() {
        phase.set(Phase.CLOSED);
        guard.arm(parts.deadlines().write());
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection closed badly: {}", e.getMessage());
        } finally {
            guard.disarm();
            parts.connections().remove(this);
        }
    }

    /** Ends the connection at once, from any thread. */
    void abort() {
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.debug("A connection was aborted badly: {}", e.getMessage());
        }
        boolean ownerless = phase.getAndSet(Phase.CLOSED) == Phase.RAW;
        Ending told = ending;
        if (told != null) {
            told.cut();
        }
        if (ownerless) {
            parts.connections().remove(this);
        }
    }

    /** Ends the connection and whatever its thread is doing; interrupting is fit for nothing less. */
    void kill() {
        abort();
        Thread own = thread;
        if (own != null) {
            own.interrupt();
        }
    }

    @Override
    public StallGuard guard() {
        return guard;
    }

    @Override
    public void stalled() {
        boolean idle = idling;
        if (!guard.expired(System.nanoTime())) {
            return; // it was over in the very moment
        }
        if (idle) {
            endIdle(); // its guard is left as it is: a request that comes now may have armed it anew
            return;
        }
        guard.disarm();
        parts.connections().countStalled();
        LOG.warn("A peer at {} stalled; its connection is closed.", tcp.getRemoteSocketAddress());
        abort();
    }

    private void endIdle() {
        if (phase.compareAndSet(Phase.WAITING, Phase.CLOSED)) {
            LOG.debug("A peer at {} asked for nothing more; its connection is closed.", tcp.getRemoteSocketAddress());
            abort();
        }
    }
}
