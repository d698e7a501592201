package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.Loaded;
import dev.dwp.bootstrap.demo.DemoHandlers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of {@code dwp serve}: what is configured, with the handlers to try with and those of plug-ins. */
final class Serve {
    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    private Serve() {}

    static RunningServer start(Loaded loaded, @Nullable StoreWait wait) {
        Configuration configuration = loaded.configuration();
        Signals.on("HUP", () -> LOG.info("Ignoring SIGHUP."));
        DwpServer.Builder builder = DwpServer.builder();
        try {
            if (configuration.node().demo()) {
                builder.module(new DemoHandlers());
            }
            return builder.followingKeysOf(loaded.sources())
                    .waitingForStore(wait)
                    .start(configuration);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("The handlers do not fit together: " + e.getMessage(), e);
        }
    }
}
