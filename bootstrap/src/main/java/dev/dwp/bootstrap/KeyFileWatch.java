package dev.dwp.bootstrap;

import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.ConfigurationFailure;
import dev.dwp.bootstrap.config.Sources;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the keys of the configuration file while the server runs, so that they are added, changed and withdrawn without a
 * restart (PROTOCOL §4.1). The file is read every few seconds: it is small, and its time of change tells less than its
 * content. A file that cannot be used leaves the keys as they were, and the log says why. One alarm follows the other, so that
 * its fields have one writer at a time.
 */
final class KeyFileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFileWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final Sources sources;
    private final ApiKeyAuthenticator authenticator;
    private final Time time;

    /** What the file said when it was last read. */
    private volatile List<ApiKey> known;

    /** Why the file could not be used when it was last read; it is logged once. */
    private volatile @Nullable String failure;

    private volatile Wakeups.@Nullable Registration next;
    private volatile boolean closed;

    /**
     * Watches, once {@link #tick} is called, the file that these sources name.
     *
     * @param known the keys that were read from it and hold now
     */
    KeyFileWatch(Sources sources, List<ApiKey> known, ApiKeyAuthenticator authenticator, Time time) {
        this.sources = sources;
        this.known = List.copyOf(known);
        this.authenticator = authenticator;
        this.time = time;
    }

    /** Reads the file again, and goes on to do so. */
    void tick() {
        try {
            read();
        } finally {
            if (!closed) {
                next = time.alarms().at(time.clock().instant().plus(PERIOD), this::tick);
            }
        }
    }

    private void read() {
        try {
            List<ApiKey> keys = Configuration.keys(sources);
            if (failure != null) {
                LOG.info("The configuration file can be read again.");
                failure = null;
            }
            if (!keys.equals(known)) {
                known = keys;
                authenticator.replace(keys);
                LOG.info("Using the keys of {} as they are now: {} of them.", sources.file(), keys.size());
            }
        } catch (ConfigurationFailure e) {
            if (!e.sentence().equals(failure)) {
                failure = e.sentence();
                LOG.error("The keys stay as they were, since their file cannot be used. {}", failure);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Wakeups.Registration pending = next;
        if (pending != null) {
            pending.close();
        }
    }
}
