package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.bootstrap.testing.DwpTestServer;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The README's example of a user's own test. */
class TestServerTest {
    // README: test
    @Test
    void remindsAfterADay() throws Exception {
        try (DwpTestServer server =
                DwpTestServer.start(builder -> builder.job("remind", Value.class, (what, context) -> what))) {
            JobId id =
                    server.dispatch().enqueue("remind", "buy milk", JobOptions.DEFAULT.withDelay(Duration.ofDays(1)));
            server.advance(Duration.ofHours(23));
            assertEquals(JobState.PENDING, server.dispatch().job(id).state());
            server.advance(Duration.ofHours(1));
            server.awaitIdle();
            assertEquals(JobState.COMPLETED, server.dispatch().job(id).state());
        }
    }
    // README: end
}
