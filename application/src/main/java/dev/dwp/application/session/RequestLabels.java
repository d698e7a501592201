package dev.dwp.application.session;

import dev.dwp.application.log.LogLabels;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Frame;
import java.util.Map;

/** What the log says of a request while it is answered: its method and its trace (PROTOCOL §2). */
final class RequestLabels {
    private RequestLabels() {}

    /** Labels what this thread logs from now on. */
    static LogLabels add(Frame.Request request) {
        return LogLabels.add(request.context().traceparent(), Map.of("method", Excerpt.of(request.method())));
    }
}
