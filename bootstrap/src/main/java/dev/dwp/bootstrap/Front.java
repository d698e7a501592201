package dev.dwp.bootstrap;

import com.sun.net.httpserver.HttpServer;
import dev.dwp.bootstrap.config.ServerSettings;
import dev.dwp.http.server.ErrorBody;
import dev.dwp.http.server.HttpServers;
import dev.dwp.http.server.ServerStats;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server that the endpoints are on.
 *
 * @param address where it is reached
 * @param owned whether it was opened here, and is started and stopped here
 */
record Front(HttpServer http, URI address, boolean owned) {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    /** Opens a port. */
    static Front open(ServerSettings settings, ErrorBody errors) {
        Listener listener = new Listener(settings);
        HttpServer http = listener.open(errors);
        return new Front(http, listener.address(http), true);
    }

    /** Uses what somebody else has opened. */
    static Front over(HttpServer existing) {
        String host = existing.getAddress().getAddress().getHostAddress();
        return new Front(
                existing,
                URI.create("http://%s:%d"
                        .formatted(
                                host.contains(":") ? "[" + host + "]" : host,
                                existing.getAddress().getPort())),
                false);
    }

    /** How it is doing, where it was opened here: other servers do not tell. */
    Optional<Supplier<ServerStats>> stats() {
        return owned ? Optional.of(() -> HttpServers.stats(http)) : Optional.empty();
    }

    void start() {
        if (owned) {
            http.start();
        }
    }

    /** Goes on serving for a while, so that whoever asks for its readiness can see that it ends; an interrupt ends that. */
    void drain(Duration delay) {
        if (owned && !delay.isZero()) {
            try {
                boolean never = new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
                LOG.debug("Draining is over: {}", never);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void stop(Duration grace) {
        if (owned) {
            HttpServers.stop(http, grace);
        }
    }
}
