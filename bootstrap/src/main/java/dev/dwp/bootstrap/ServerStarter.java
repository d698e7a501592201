package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Loaded;
import org.jspecify.annotations.Nullable;

/** Makes a running server from what it is told. */
@FunctionalInterface
interface ServerStarter {

    /**
     * Starts.
     *
     * @param wait how to wait for a database that cannot be reached yet; {@code null} to fail at once
     * @throws StartFailure when something outside is not as it must be: a port, a file, a database
     * @throws StoreWait.Stopped when the program was told to end while it waited
     */
    RunningServer start(Loaded loaded, @Nullable StoreWait wait);
}
