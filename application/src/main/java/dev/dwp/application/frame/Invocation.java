package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a use case.
 *
 * @param frame what a response to it may take before anything is in it
 * @param permit given back while the request waits
 * @param session the subscriptions of the session that asks; {@code null} over RPC
 */
record Invocation(
        Caller caller,
        Params params,
        Frame.Context context,
        Room frame,
        AnswerPermit permit,
        @Nullable Feeds session) {

    /** What the answer may take beside the names of ignored members; to be asked for when all that is known was read. */
    Room room() {
        return frame.beside(ignored());
    }

    /** Paths of members that have no effect, as many as the response names. */
    List<String> ignored() {
        return frame.ignored(params.ignored());
    }

    /** The session's subscriptions; refuses (400) where there is no session. */
    Feeds requireSession(String what) {
        if (session == null) {
            throw Refusal.badRequest(
                    "%s needs a session: use the WebSocket transport, or SSE to follow channels.".formatted(what));
        }
        return session;
    }
}
