package dev.dwp.application.port.out;

import java.time.Duration;

/** Hears what the server does, for metrics. Must be quick and must not throw. Thread-safe. */
@FunctionalInterface
public interface Telemetry {

    /**
     * A request was answered.
     *
     * @param method the method's name as it was sent; may be one that does not exist
     * @param code 200, or the code of the error
     * @param took from its arrival to its answer
     */
    void answered(String method, int code, Duration took);
}
