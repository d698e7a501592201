package dev.dwp.bootstrap.testing;

import dev.dwp.bootstrap.Dispatch;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.domain.session.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A whole server for users' tests: in memory, on a free port, with one token, and with a clock that stands still until the
 * test moves it, so that a delay of a day takes no time. Thread-safe; one thread should move the clock.
 */
public final class DwpTestServer implements AutoCloseable {
    /** The token that is let in: an operator's, for everything. */
    public static final String TOKEN = "test-token";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(START);
    private final DwpServer server;

    private DwpTestServer(Consumer<DwpServer.Builder> setup) {
        DwpServer.Builder builder = DwpServer.builder()
                .port(0)
                .apiKey(TOKEN, "test", Tenant.NONE, "*")
                .time(clock, clock)
                .stopGrace(Duration.ofSeconds(1));
        setup.accept(builder);
        server = builder.start();
    }

    /** Starts one at midnight, the first of January 2026 in UTC, with the handlers that {@code setup} adds. */
    public static DwpTestServer start(Consumer<DwpServer.Builder> setup) {
        return new DwpTestServer(setup);
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** The engine behind it. */
    public Dispatch dispatch() {
        return server.dispatch();
    }

    /** Its time. */
    public ManualClock clock() {
        return clock;
    }

    /** Lets time pass: what becomes due on the way is set going, and runs on its own threads. */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /**
     * Waits until nothing is due at the clock's instant, running, or on its way to listeners within the process: jobs with the
     * retries that are due, workflows with their steps and children, cron entries. To see each of several pauses, move the
     * clock by one, wait, and move it by the next.
     *
     * @throws IllegalStateException with a sentence that names what still goes on after 30 s
     */
    public void awaitIdle() throws InterruptedException {
        try {
            dispatch().awaitIdle(LONGEST_WAIT);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
