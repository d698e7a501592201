package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;

/** {@code stats} (PROTOCOL §5). */
@FunctionalInterface
public interface GetStats {

    /** The caller's own jobs, queues and runs beside this node's connections and broker. */
    Value.Struct stats(Caller caller);
}
