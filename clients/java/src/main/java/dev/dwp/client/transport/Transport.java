package dev.dwp.client.transport;

import java.util.concurrent.CompletableFuture;

/** Carries calls and event streams to one server, whatever happens to connections. Thread-safe. */
public interface Transport extends AutoCloseable {
    /** Completes when the server has accepted the token for the first time, or exceptionally when that failed. */
    CompletableFuture<Void> connect();

    /** True when a stream of one job or run begins with a snapshot of it. */
    boolean snapshots();

    /** Sends a call, now or when there is a connection; its answer settles in any case. */
    void submit(Call call);

    /** Begins a stream of events; the sink is told what becomes of it. */
    Source attach(EventSink sink);

    /**
     * Asks for a token, and presents it; completes when the server has taken it. One at a time: a call while one is under way is
     * answered by the next, which all such calls share.
     */
    CompletableFuture<Void> refresh();

    /** Settles all calls and ends all streams with a {@code ConnectionLostException}, and lets go of the connection. */
    @Override
    void close();

    /** The sending side of one stream. Thread-safe; neither method blocks. */
    interface Source {
        /** The sink has room for so many events more; {@code epoch} is that of {@link EventSink#start}. */
        void grant(int epoch, int credits);

        /** No event is wanted any more. */
        void detach();
    }
}
