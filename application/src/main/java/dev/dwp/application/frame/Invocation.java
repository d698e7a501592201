package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a use case.
 *
 * @param session the subscriptions of the session that asks; {@code null} over RPC
 */
record Invocation(
        Caller caller,
        Params params,
        Frame.Context context,
        @Nullable Feeds session) {

    /** The session's subscriptions; refuses (400) where there is no session. */
    Feeds requireSession(String what) {
        if (session == null) {
            throw Refusal.badRequest(
                    "%s needs a session: use the WebSocket transport, or SSE to follow channels.".formatted(what));
        }
        return session;
    }
}
