package dev.dwp.http.endpoint;

import java.util.Set;

/**
 * How the endpoints are set up.
 *
 * @param corsOrigins origins of web pages that may call beside the server's own, as browsers spell them; what browsers call
 *     this server itself behind a proxy is one of them
 * @param compress whether WebSockets may agree on permessage-deflate
 * @param logRequests whether each request is a line of the log
 * @param console whether the console is served beside them
 * @param maxUnreadBytes what may wait to be written to all peers together
 */
public record RouteSettings(
        Set<String> corsOrigins, boolean compress, boolean logRequests, boolean console, long maxUnreadBytes) {

    /** Keeps its own copy. */
    public RouteSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    Origins origins() {
        return new Origins(corsOrigins);
    }
}
