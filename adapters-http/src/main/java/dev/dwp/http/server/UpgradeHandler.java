package dev.dwp.http.server;

import java.io.IOException;

/** Goes on with a connection that has left HTTP; see {@link UpgradableExchange}. */
@FunctionalInterface
public interface UpgradeHandler {
    /**
     * Talks over the connection until it is done with it.
     *
     * @throws IOException when the connection is broken, which is nothing to report
     */
    void handle(RawConnection connection) throws IOException;
}
