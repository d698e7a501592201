package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.bootstrap.testing.DwpTestServer;
import dev.dwp.domain.session.Tenant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Code of users that takes its time on the way of a request. */
class SlowRequestTest {
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    /** Cannot be made before it is let. */
    record Slow(int n) {
        @JsonCreator
        Slow {
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §4.4: a payload that takes long to bind holds up no other request of its connection, on any store")
    void aSlowPayloadHoldsUpNoOther() throws Exception {
        try (DwpTestServer server = DwpTestServer.start(builder -> builder.apiKey("token", "me", Tenant.NONE, "*")
                        .job("slow", Slow.class, (payload, context) -> payload.n())
                        .workflow("slow-flow", Slow.class, (flow, input) -> input.n()));
                WebSocketPeer peer = WebSocketPeer.connect(server.address(), "token")) {
            String job = peer.request("job.enqueue", Data.of("name", "slow", "payload", Data.of("n", 1)));
            String run = peer.request("workflow.start", Data.of("name", "slow-flow", "input", Data.of("n", 2)));
            assertEquals("response", peer.call("job.list", null).path("type").asText());
            GO_ON.countDown();
            for (String id : new String[] {job, run}) {
                JsonNode answer =
                        peer.await(frame -> frame.path("correl_id").asText().equals(id));
                assertEquals("response", answer.path("type").asText(), answer::toString);
            }
        }
    }
}
