package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.domain.session.Tenant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code GET /metrics} when something is away, slow or foreign. */
@DisplayName("PROTOCOL §1: /metrics")
class MetricsEdgeTest {
    @Test
    @DisplayName("leaves the store's figures out while it is away, and tells the rest")
    void tellsTheRest() throws Exception {
        Outage outage = new Outage();
        try (DwpServer server =
                DwpServer.builder().port(0).store(outage.store()).start()) {
            MetricsPage.await(server.address(), MetricsEdgeTest::whole);
            outage.begin();
            MetricsPage away = MetricsPage.await(server.address(), page -> page.value("dwp_store_up") == 0);
            assertFalse(away.text().contains("dwp_event_log") || away.text().contains("dwp_jobs"), away::text);
            assertEquals(0, away.value("dwp_subscription_lag_max_events"));
            assertEquals(64, away.value("dwp_worker_places"));
            outage.end();
            MetricsPage.await(server.address(), MetricsEdgeTest::whole);
        }
    }

    private static boolean whole(MetricsPage page) {
        return page.value("dwp_store_up") == 1
                && page.has("dwp_event_log_head")
                && page.has("dwp_jobs", "state", "pending");
    }

    @Test
    @DisplayName("shows how far a subscriber is behind who has no credits left")
    void showsLag() throws Exception {
        try (TestServer server = TestServer.start();
                WebSocketPeer slow = WebSocketPeer.connect(server.uri(), "demo-token");
                WebSocketPeer slower = WebSocketPeer.connect(server.uri(), "demo-token");
                WebSocketPeer quick = WebSocketPeer.connect(server.uri(), "demo-token")) {
            slow.call("subscribe", Data.of("channel", "firehose", "credits", 3));
            slower.call("subscribe", Data.of("channel", "firehose", "credits", 1));
            quick.call("subscribe", Data.of("channel", "firehose"));
            ObjectNode job = Data.of("name", "echo");
            for (int i = 0; i < 10; i++) {
                quick.call("job.enqueue", job);
                quick.await(frame -> frame.at("/data/final").asBoolean());
            }
            long slowAt = Data.number(slow.events(3).getLast());
            long slowerAt = Data.number(slower.event());
            MetricsPage page = MetricsPage.await(
                    server.uri(),
                    now -> lag(now, "max") == head(now) - slowerAt
                            && lag(now, "sum") == 2 * head(now) - slowAt - slowerAt);
            assertTrue(head(page) >= 30);
            assertEquals(3, page.value("dwp_subscriptions"));
        }
    }

    private static double head(MetricsPage page) {
        return page.value("dwp_event_log_head");
    }

    private static double lag(MetricsPage page, String kind) {
        return page.value("dwp_subscription_lag_%s_events".formatted(kind));
    }

    @Test
    @DisplayName(
            "is answered while the store hangs, and counts the requests that are refused for being too many by then")
    void isAnsweredWhileTheStoreHangs() throws Exception {
        Outage outage = new Outage();
        try (DwpServer server = DwpServer.builder()
                        .port(0)
                        .apiKey("ops", "operator", Tenant.NONE, "*")
                        .set("server.max-in-flight", "1")
                        .store(outage.store())
                        .start();
                WebSocketPeer peer = WebSocketPeer.connect(server.address(), "ops")) {
            outage.hang();
            peer.request("job.list", null);
            assertEquals(429, peer.call("job.list", null).at("/error/code").asInt());
            MetricsPage.await(
                    server.address(), page -> page.has("dwp_requests_total", "method", "job.list", "code", "429"));
            outage.end();
            MetricsPage.await(
                    server.address(), page -> page.has("dwp_requests_total", "method", "job.list", "code", "200"));
        }
    }

    @Test
    @DisplayName("counts no subscription of requests that waited for the end of a job when their connection was closed")
    void forgetsWhoWaited() throws Exception {
        try (TestServer server = TestServer.start()) {
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
                String job = peer.call("job.enqueue", Data.of("name", "echo", "delay_ms", 3_600_000))
                        .at("/data/job_id")
                        .asText();
                for (int i = 0; i < 4; i++) {
                    peer.request("job.get", Data.of("job_id", job, "wait_ms", 60_000));
                }
                MetricsPage.await(server.uri(), page -> page.value("dwp_subscriptions") == 4);
            }
            MetricsPage.await(server.uri(), page -> page.value("dwp_subscriptions") == 0);
        }
    }

    @Test
    @DisplayName("tells of TCP connections only where the server is one of its own")
    void tellsNothingOfForeignServers() throws Exception {
        HttpServer stock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stock.start();
        try (DwpServer server = DwpServer.builder().port(0).on(stock).start()) {
            MetricsPage page = MetricsPage.of(server.address());
            assertFalse(page.has("dwp_http_connections"));
            assertTrue(page.has("dwp_connections"));
        } finally {
            stock.stop(0);
        }
    }
}
