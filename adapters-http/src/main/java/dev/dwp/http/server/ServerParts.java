package dev.dwp.http.server;

import dev.dwp.http.server.io.BufferPool;
import dev.dwp.http.server.syntax.HttpDate;

/** What all connections of one server share. */
record ServerParts(
        ServerOptions options, ContextTable contexts, Connections connections, BufferPool pool, HttpDate date) {
    private static final int POOLED_BUFFERS = 1024;

    static ServerParts of(ServerOptions options) {
        return new ServerParts(
                options,
                new ContextTable(),
                new Connections(options.limits().maxConnections()),
                new BufferPool(POOLED_BUFFERS),
                new HttpDate(options.clock()));
    }

    Deadlines deadlines() {
        return options.limits().deadlines();
    }
}
