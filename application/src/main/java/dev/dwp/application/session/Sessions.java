package dev.dwp.application.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of this node: begins sessions, counts them, has them follow their credentials, and closes them when the
 * server stops. Thread-safe.
 */
public final class Sessions {
    private final SessionServices services;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final Set<EventStreams.Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Begins with no connection. */
    public Sessions(SessionServices services) {
        this.services = services;
        services.authentication().whenChanged(this::recheckLogins);
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

    void begun(EventStreams.Stream stream) {
        streams.add(stream);
    }

    void ended(EventStreams.Stream stream) {
        streams.remove(stream);
    }

    private void recheckLogins() {
        open.forEach(Session::recheckLogin);
        streams.forEach(EventStreams.Stream::recheckLogin);
    }

    /** Open connections that carry a session or an event stream. */
    public long connections() {
        return (long) open.size() + streams.size();
    }

    /** Sessions that have authenticated. */
    public long authenticated() {
        return open.stream().filter(Session::authenticated).count();
    }
}
