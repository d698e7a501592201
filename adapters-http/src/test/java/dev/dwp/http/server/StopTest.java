package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end when the server does. */
class StopTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Test
    @DisplayName(
            "An exchange under way is finished, with Connection: close, and waiting connections are closed at once")
    void finishesWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (TestServer server = TestServer.with(exchange -> {
                    begun.countDown();
                    await(go);
                    TestServer.reply(exchange, "finished");
                });
                RawClient busy = server.client();
                RawClient waiting = server.client()) {
            busy.send(GET);
            await(begun);
            server.awaitConnections(2);
            Thread stopping = Thread.ofVirtual().start(() -> server.server().stop(10));
            assertEquals("", waiting.rest());
            go.countDown();
            RawClient.Answer answer = busy.answer();
            assertEquals("finished", answer.body());
            assertEquals("close", answer.header("connection"));
            busy.hangUp();
            stopping.join();
            assertEquals(0, server.stats().connections());
            assertThrows(ConnectException.class, server::client);
        }
    }

    @Test
    @DisplayName("An exchange that outlasts the delay is cut off and its handler interrupted")
    void cutsOffWhatOutlastsTheDelay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (TestServer server = TestServer.with(exchange -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new IOException("interrupted", e);
                    }
                });
                RawClient client = server.client()) {
            client.send(GET);
            await(begun);
            server.server().stop(0);
            await(interrupted);
            assertTrue(client.ended());
        }
    }

    @ParameterizedTest
    @DisplayName("PROTOCOL §8: who has sent a part of a request, and then nothing, is answered 503 and not waited for")
    @ValueSource(strings = {"GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"})
    void waitsForNoHalfRequest(String half) throws Exception {
        Duration endless = Duration.ofHours(1);
        try (TestServer server = TestServer.withDeadlines(
                        deadlines -> deadlines.withHead(endless).withBody(endless), TestServer::mirror);
                RawClient client = server.client()) {
            client.send(GET + half);
            assertEquals(200, client.answer().status());
            Thread stopping = Thread.ofVirtual().start(() -> HttpServers.stop(server.server(), endless));
            assertEquals(503, client.answer().status());
            assertTrue(stopping.join(Duration.ofSeconds(60)), "The stop waits for the rest of a request.");
            assertEquals(0, server.stats().connections());
        }
    }

    @Test
    @DisplayName("An upgraded connection is told first and may say goodbye")
    void letsAnUpgradedConnectionSayGoodbye() throws Exception {
        try (TestServer server = TestServer.with(exchange -> UpgradeTest.upgrade(exchange, connection -> {
                    connection.onServerStop(() -> {
                        try {
                            connection.output().write("bye".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                        } catch (IOException e) {
                            connection.abort();
                        }
                        connection.close();
                    });
                    connection.output().write('!');
                    assertEquals(-1, connection.input().read());
                }));
                RawClient client = server.client()) {
            client.send(GET);
            assertEquals(101, client.answer().status());
            assertEquals("!", client.text(1));
            server.server().stop(10);
            assertEquals("bye", client.rest());
        }
    }

    @Test
    @DisplayName("An upgraded connection that stays is ended after the delay, in whatever thread it lives")
    void endsUpgradedConnectionsAfterTheDelay() throws Exception {
        try (TestServer server = TestServer.with(exchange -> UpgradeTest.switchTo101(exchange));
                RawClient client = server.client()) {
            client.send(GET);
            assertEquals(101, client.answer().status());
            assertEquals(1, server.stats().connections());
            server.server().stop(0);
            assertEquals(0, server.stats().connections());
            assertTrue(client.ended());
        }
    }
}
