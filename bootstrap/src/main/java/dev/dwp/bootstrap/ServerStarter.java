package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Loaded;

/** Makes a running server from what it is told. */
@FunctionalInterface
interface ServerStarter {

    /**
     * Starts.
     *
     * @throws StartFailure when something outside is not as it must be: a port, a file, a database
     */
    RunningServer start(Loaded loaded);
}
