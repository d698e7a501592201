package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.cluster.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cursors of a log that began anew, or was put back from a copy (PROTOCOL §7.3). */
class LogLivesTest {
    private static final Map<String, String> MEMORY = Map.of();

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "PROTOCOL §7.3: memory, after a restart: a cursor of before is 410 and a gap, however many events came since")
    void cursorsOfALogThatIsGoneAreExpired() throws Exception {
        String old;
        try (TestServer server = TestServer.start(MEMORY)) {
            old = run(server, 10);
        }
        try (TestServer server = TestServer.start(MEMORY)) {
            assertExpired(server, old);
            String last = run(server, 20);
            assertTrue(number(last) > number(old), "Numbers grow from life to life.");
            assertExpired(server, old);
            assertGap(server, old, 60);
            assertGap(server, "evt-30", 60);
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3: SQLite, an older copy put back: what came after it is 410, what came before goes on")
    void cursorsOfEventsThatACopyLacksAreExpired() throws Exception {
        Path file = folder.resolve("dwp.db");
        Path copy = folder.resolve("copy.db");
        Map<String, String> settings = Map.of("store", "sqlite:" + file);
        String kept;
        try (TestServer server = TestServer.start(settings)) {
            kept = run(server, 2);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '%s'".formatted(copy));
        }
        String lost;
        try (TestServer server = TestServer.start(settings)) {
            lost = run(server, 10);
        }
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("dwp.db" + part));
        }
        Files.copy(copy, file);
        try (TestServer server = TestServer.start(settings)) {
            assertExpired(server, lost);
            run(server, 20);
            assertExpired(server, lost);
            assertGap(server, lost, 66);
            try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
                peer.call("subscribe", Data.of("channel", "jobs", "after", kept));
                assertEquals(60, peer.events(60).size());
            }
        }
    }

    @Test
    @DisplayName(
            "PROTOCOL §7.3: PostgreSQL, a tail lost in a failover: connected subscribers of every node get 410, at once")
    void connectedSubscribersAreToldOfALostTail() throws Exception {
        String database = Postgres.newDatabase();
        Map<String, String> settings = Map.of("store", database);
        try (TestServer one = TestServer.start(settings);
                TestServer other = TestServer.start(settings);
                WebSocketPeer onOne = WebSocketPeer.connect(one.uri(), "demo-token");
                WebSocketPeer onOther = WebSocketPeer.connect(other.uri(), "demo-token");
                EventSource stream = EventSource.open(other.uri(), "channel=jobs&token=demo-token", Map.of())) {
            onOne.call("subscribe", Data.of("channel", "jobs"));
            onOther.call("subscribe", Data.of("channel", "jobs"));
            String last = run(one, 3);
            String kept = onOne.events(9).get(4).path("id").asText();
            assertEquals(last, onOther.events(9).getLast().path("id").asText());
            for (int i = 0; i < 9; i++) {
                stream.next();
            }
            loseTail(database, 4);
            for (WebSocketPeer peer : List.of(onOne, onOther)) {
                JsonNode ended = peer.await(frame -> frame.path("type").asText().equals("error"));
                assertEquals(410, ended.at("/error/code").asInt());
                assertEquals("jobs", ended.path("channel").asText());
            }
            EventSource.Event ended = stream.next();
            assertEquals("error", ended.name());
            assertEquals(410, ended.data().at("/error/code").asInt());
            assertExpired(other, last);
            assertGap(other, last, 5);
            assertTrue(number(run(other, 2)) > number(last));
            onOne.call("subscribe", Data.of("channel", "jobs", "after", kept));
            assertEquals(6, onOne.events(6).size(), "Who has seen nothing that is lost goes on.");
        }
    }

    @Test
    @DisplayName("PROTOCOL §7.3: PostgreSQL, a commit right after a lost tail: no number is given out twice")
    void noNumberIsGivenOutTwice() throws Exception {
        String database = Postgres.newDatabase();
        try (TestServer server = TestServer.start(Map.of("store", database));
                WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            peer.call("subscribe", Data.of("channel", "jobs"));
            for (int round = 0; round < 5; round++) {
                String last = run(server, 2);
                peer.events(6);
                loseTail(database, 3);
                assertTrue(number(run(server, 1)) > number(last));
                JsonNode ended = peer.await(frame -> frame.path("type").asText().equals("error"));
                assertEquals(410, ended.at("/error/code").asInt());
                peer.call("subscribe", Data.of("channel", "jobs"));
            }
        }
    }

    /** Takes back the last events, as a failover does to a standby that had not got them yet. */
    private static void loseTail(String database, int events) {
        Postgres.update(database, """
                WITH lost AS (
                    DELETE FROM dwp_segment WHERE first_n > (SELECT head FROM dwp_log) - %1$d
                ), cut AS (
                    UPDATE dwp_segment SET last_n = (SELECT head FROM dwp_log) - %1$d
                    WHERE last_n > (SELECT head FROM dwp_log) - %1$d AND first_n <= (SELECT head FROM dwp_log) - %1$d
                )
                UPDATE dwp_log SET head = head - %1$d
                """.formatted(events));
    }

    /** Runs so many jobs of three events each; the id of the last event. */
    private static String run(TestServer server, int jobs) throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            peer.call("subscribe", Data.of("channel", "jobs"));
            for (int i = 0; i < jobs; i++) {
                peer.call("job.enqueue", Data.of("name", "echo"));
            }
            return peer.events(3 * jobs).getLast().path("id").asText();
        }
    }

    private static void assertExpired(TestServer server, String cursor) throws Exception {
        try (WebSocketPeer peer = WebSocketPeer.connect(server.uri(), "demo-token")) {
            JsonNode refused = peer.call("subscribe", Data.of("channel", "jobs", "after", cursor));
            assertEquals(410, refused.at("/error/code").asInt(), refused.toString());
            JsonNode reply = peer.call(
                    "subscribe",
                    Data.of(
                            "channel",
                            "jobs",
                            "after",
                            refused.at("/error/details").asText()));
            assertEquals("subscribed", reply.at("/data/status").asText());
        }
    }

    /** The stream begins with a gap, behind which comes all that is kept. */
    private static void assertGap(TestServer server, String cursor, int kept) throws Exception {
        Map<String, String> headers = Map.of("Authorization", "demo-token", "Last-Event-ID", cursor);
        try (EventSource events = EventSource.open(server.uri(), "channel=jobs", headers)) {
            EventSource.Event gap = events.next();
            assertEquals("gap", gap.name());
            assertEquals(410, gap.data().at("/error/code").asInt());
            long before = number(String.valueOf(gap.id()));
            for (int i = 0; i < kept; i++) {
                long n = Data.number(events.next().data());
                assertTrue(n > before);
                before = n;
            }
        }
    }

    private static long number(String cursor) {
        return Data.cursor(cursor);
    }
}
