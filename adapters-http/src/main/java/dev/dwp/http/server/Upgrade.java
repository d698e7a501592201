package dev.dwp.http.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is left of an exchange that ended with 101. */
record Upgrade(RawSocket connection, @Nullable UpgradeHandler handler) {
    /** Whether the connection lives on in other threads, until somebody closes it. */
    boolean detached() {
        return handler == null;
    }

    void run() throws IOException {
        if (handler != null) {
            handler.handle(connection);
        }
    }
}
