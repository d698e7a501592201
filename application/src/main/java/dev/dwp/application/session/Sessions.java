package dev.dwp.application.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The connections of this node: begins sessions, counts them, and closes them when the server stops. Thread-safe. */
public final class Sessions {
    private final SessionServices services;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final LongAdder streams = new LongAdder();
    private volatile boolean stopping;

    /** Begins with no connection. */
    public Sessions(SessionServices services) {
        this.services = services;
    }

    /** A session on a new connection; it has to authenticate in time. */
    public Session begin(Connection connection) {
        Session session = new Session(services, connection, open::remove);
        open.add(session);
        if (stopping) {
            session.shutDown();
        }
        session.awaitAuthentication();
        return session;
    }

    /** Closes every session; no new one lasts. */
    public void shutDown() {
        stopping = true;
        open.forEach(Session::shutDown);
    }

    /** Counts an event stream in or out. */
    void countStream(int change) {
        streams.add(change);
    }

    /** Open connections that carry a session or an event stream. */
    public long connections() {
        return open.size() + streams.sum();
    }

    /** Sessions that have authenticated. */
    public long authenticated() {
        return open.stream().filter(Session::authenticated).count();
    }
}
