package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.bootstrap.DwpServer;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The README's example of a server in one's own process. */
class EmbeddedServerTest {
    // README: server
    record Email(String to, String subject) {}

    static DwpServer server() {
        return DwpServer.builder()
                .port(0)
                .apiKey("a-secret-token", "shop", new Tenant("shop", null), "job:read", "job:write", "subscribe")
                .job("send-email", Email.class, (email, context) -> {
                    context.progress(50, "talking to the mail server");
                    return Value.struct().put("sent_to", email.to()).build();
                })
                .queue("mail", new QueueLimits(4, Rate.perSecond(20)))
                .cron("nightly", "0 3 * * *", "send-report")
                .job("send-report", Value.class, (nothing, context) -> null)
                .start();
    }
    // README: end

    @Test
    void runs() throws Exception {
        // README: use
        try (DwpServer server = server()) {
            JobId id = server.dispatch().enqueue("send-email", new Email("user@example.com", "Hello"));
            Job job = server.dispatch().await(id, Duration.ofSeconds(10));
            System.out.println(server.address() + ": " + job.state() + ", " + job.result());
        }
        // README: end
        try (DwpServer server = server()) {
            JobId id = server.dispatch().enqueue("send-email", new Email("user@example.com", "Hello"));
            assertEquals(
                    Value.struct().put("sent_to", "user@example.com").build(),
                    server.dispatch().await(id, Duration.ofSeconds(10)).result());
        }
    }
}
