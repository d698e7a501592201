package dev.dwp.client.transport;

import dev.dwp.client.error.ClientClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls and streams over WebSocket. One session carries all of them; a channel that is subscribed to twice at a time takes
 * another session for the second, since a server knows a channel once in each.
 */
public final class WebSocketTransport implements Transport {
    private final Settings settings;
    private final Session main;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final List<Session> others = new ArrayList<>();

    private boolean closed;

    public WebSocketTransport(Settings settings) {
        this.settings = settings;
        this.main = new Session(settings);
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
    public void refresh() {
        main.refresh();
        lock.lock();
        try {
            others.forEach(Session::refresh);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Source attach(EventSink sink) {
        if (main.reserve(sink.channel())) {
            return main.attach(sink);
        }
        lock.lock();
        try {
            if (closed) {
                throw new ClientClosedException();
            }
            Session session = others.stream()
                    .filter(other -> other.reserve(sink.channel()))
                    .findFirst()
                    .orElseGet(() -> another(sink.channel()));
            return releasing(session, session.attach(sink));
        } finally {
            lock.unlock();
        }
    }

    private Session another(String channel) {
        Session session = new Session(settings);
        session.reserve(channel);
        others.add(session);
        return session;
    }

    /** Closes the other session with its last stream. */
    private Source releasing(Session session, Source source) {
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

    private void release(Session session) {
        lock.lock();
        try {
            if (session.unused() && others.remove(session)) {
                session.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            others.forEach(Session::close);
            others.clear();
        } finally {
            lock.unlock();
        }
        main.close();
    }
}
