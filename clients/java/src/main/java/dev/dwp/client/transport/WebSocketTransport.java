package dev.dwp.client.transport;

import dev.dwp.client.error.ClientClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Calls and streams over WebSocket. One session carries all of them; a channel that is subscribed to twice at a time takes
 * another session for the second, since a server knows a channel once in each.
 */
public final class WebSocketTransport implements Transport {
    private final ClientSettings settings;
    private final ClientSession main;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as is {@link #closed}. */
    private final List<ClientSession> others = new ArrayList<>();

    private boolean closed;

    public WebSocketTransport(ClientSettings settings) {
        this.settings = settings;
        this.main = new ClientSession(settings);
    }

    @Override
    public CompletableFuture<Void> connect() {
        return main.connect();
    }

    @Override
    public boolean snapshots() {
        return true;
    }

    @Override
    public void submit(Call call) {
        main.submit(call);
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return CompletableFuture.allOf(Stream.concat(Stream.of(main), snapshot().stream())
                .map(ClientSession::refresh)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** The other sessions; what is asked of them is asked without the lock, since it may be done at once, on this thread. */
    private List<ClientSession> snapshot() {
        lock.lock();
        try {
            return List.copyOf(others);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Source attach(EventSink sink) {
        if (main.reserve(sink.channel())) {
            return main.attach(sink);
        }
        ClientSession session = reserved(sink.channel());
        return releasing(session, session.attach(sink));
    }

    private ClientSession reserved(String channel) {
        lock.lock();
        try {
            if (closed) {
                throw new ClientClosedException();
            }
            return others.stream()
                    .filter(other -> other.reserve(channel))
                    .findFirst()
                    .orElseGet(() -> another(channel));
        } finally {
            lock.unlock();
        }
    }

    private ClientSession another(String channel) {
        ClientSession session = new ClientSession(settings);
        session.reserve(channel);
        others.add(session);
        return session;
    }

    /** Closes the other session with its last stream. */
    private Source releasing(ClientSession session, Source source) {
        return new Source() {
            @Override
            public void grant(int epoch, int credits) {
                source.grant(epoch, credits);
            }

            @Override
            public void detach() {
                source.detach();
                session.afterwards(() -> release(session));
            }
        };
    }

    private void release(ClientSession session) {
        if (forgotten(session)) {
            session.close();
        }
    }

    private boolean forgotten(ClientSession session) {
        lock.lock();
        try {
            return session.unused() && others.remove(session);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<ClientSession> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(others);
            others.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(ClientSession::close);
        main.close();
    }
}
