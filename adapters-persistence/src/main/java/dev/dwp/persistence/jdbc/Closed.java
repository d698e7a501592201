package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StoreUnavailable;

/** What everything answers once the store is closed. */
final class Closed {
    private Closed() {}

    static void check(boolean closed) {
        if (closed) {
            throw failure();
        }
    }

    static StoreUnavailable failure() {
        return new StoreUnavailable("The store is closed.", new IllegalStateException("closed"));
    }
}
