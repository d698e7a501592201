package dev.dwp.http.server;

import java.time.InstantSource;

/**
 * How a server is set up; immutable.
 *
 * @param limits what it grants its peers
 * @param errorBody renders what it answers by itself
 * @param clock for the Date field
 * @param yieldBeforeRead whether a connection that has not waited for a while lets the others run before it reads: virtual
 *     threads are not time-sliced, and without it busy connections starve the rest
 */
public record ServerOptions(ServerLimits limits, ErrorBody errorBody, InstantSource clock, boolean yieldBeforeRead) {
    /** The default limits, errors as plain text, the system's clock, yielding. */
    public static ServerOptions defaults() {
        return new ServerOptions(ServerLimits.defaults(), ErrorBody.plainText(), InstantSource.system(), true);
    }

    /** These with other limits. */
    public ServerOptions withLimits(ServerLimits value) {
        return new ServerOptions(value, errorBody, clock, yieldBeforeRead);
    }

    /** These with another rendering of errors. */
    public ServerOptions withErrorBody(ErrorBody value) {
        return new ServerOptions(limits, value, clock, yieldBeforeRead);
    }

    /** These with another clock. */
    public ServerOptions withClock(InstantSource value) {
        return new ServerOptions(limits, errorBody, value, yieldBeforeRead);
    }

    /** These with yielding switched on or off. */
    public ServerOptions withYieldBeforeRead(boolean value) {
        return new ServerOptions(limits, errorBody, clock, value);
    }
}
