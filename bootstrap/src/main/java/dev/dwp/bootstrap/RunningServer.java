package dev.dwp.bootstrap;

import java.net.URI;

/** A server that accepts requests. */
public interface RunningServer extends AutoCloseable {

    /** Where, without a path: {@code http://127.0.0.1:8080}. */
    URI address();

    /** Stops in good order: lets go of what is under way within the time that the configuration grants, then returns. */
    @Override
    void close();
}
