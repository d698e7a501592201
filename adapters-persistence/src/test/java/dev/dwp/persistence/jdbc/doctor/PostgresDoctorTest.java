package dev.dwp.persistence.jdbc.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.jdbc.Formats;
import dev.dwp.persistence.jdbc.JdbcStores;
import dev.dwp.persistence.jdbc.PostgresServer;
import dev.dwp.persistence.jdbc.doctor.Finding.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The doctor on PostgreSQL. */
class PostgresDoctorTest extends DoctorContract {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private String url = "";

    @Override
    Store open() {
        url = PostgresServer.newDatabase();
        return JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
    }

    @Override
    String url() {
        return url;
    }

    @Override
    Doctor doctor(InstantSource clock) {
        return Doctor.postgres(url, NORMS, clock);
    }

    @Override
    void setVersion(int version) throws SQLException {
        sql("UPDATE dwp_migration SET version = " + version);
    }

    private Finding find(String check, Norms norms) {
        return find(check, Doctor.postgres(url, norms, InstantSource.system()).examine());
    }

    @Test
    void saysInOneLineWithoutThePasswordThatTheDatabaseCannotBeReached() {
        Doctor doctor = Doctor.postgres(
                "jdbc:postgresql://127.0.0.1:1/dwp?user=me&password=secret", NORMS, InstantSource.system());

        List<Finding> findings = doctor.examine();

        assertEquals(1, findings.size());
        assertEquals(Level.FAIL, findings.getFirst().level());
        assertTrue(findings.getFirst().seen().startsWith("jdbc:postgresql://127.0.0.1:1/dwp cannot be reached"));
        assertFalse(findings.toString().contains("secret"), findings.toString());
    }

    @Test
    void tellsTheVersionAndTheRoundTripWithoutThePassword() {
        Finding finding = find(
                "connection",
                Doctor.postgres(url + "&password=secret", NORMS, InstantSource.system())
                        .examine());

        assertTrue(
                finding.seen().matches(".*/dwp[0-9]+, PostgreSQL [0-9.]+.*, [0-9.]+ ms a round trip"), finding.seen());
    }

    @Test
    void warnsWhenTheClocksDiffer() {
        assertEquals(Level.OK, find("clock").level());
        InstantSource ahead = () -> Instant.now().plusSeconds(60);

        Finding finding = find("clock", doctor(ahead).examine());

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.seen().matches("this machine is [56][0-9]{4} ms ahead of the database"), finding.seen());
    }

    @Test
    void warnsOfNodesThatGaveNoSignOfLifeForALease() throws Exception {
        try (Store store = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads())) {
            Instant now = Instant.now();
            store.nodes().beat(new NodeInfo(Driver.WORKER, "alive", "1", Set.of("work"), Set.of(), now, now));
            Instant longAgo = now.minus(Duration.ofMinutes(10));
            store.nodes()
                    .beat(new NodeInfo(Driver.OTHER_WORKER, "dead", "1", Set.of("fax"), Set.of(), longAgo, longAgo));
        }

        Finding finding = find("nodes");

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.seen().contains("dead 1 (seen 10 min ago)"), finding.seen());
    }

    @Test
    void failsWhenAnIndexIsNotValid() throws Exception {
        sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'dwp_job_app'::regclass");

        Finding finding = find("indexes");

        assertEquals(Level.FAIL, finding.level());
        assertTrue(finding.seen().contains("dwp_job_app is another or not valid (not valid: "), finding.seen());
    }

    @Test
    void warnsOfTransactionsThatAreOpenForLong() throws Exception {
        Norms impatient = new Norms(NORMS.lease(), NORMS.eventsKeptFor(), Duration.ZERO);
        try (Connection forgotten = DriverManager.getConnection(url + "&ApplicationName=forgotten");
                Statement statement = forgotten.createStatement()) {
            forgotten.setAutoCommit(false);
            statement.execute("SELECT 1");
            Finding finding = find("transactions", impatient);
            assertEquals(Level.WARN, finding.level());
            assertTrue(finding.seen().contains("(forgotten, idle in transaction) for "), finding.seen());
            assertEquals(Level.OK, find("transactions").level(), "Not for long yet.");
        }
    }

    @Test
    void warnsWhenDeadRowsPileUp() throws Exception {
        assertEquals(Level.OK, find("dead rows").level());

        sql("ALTER TABLE dwp_segment SET (autovacuum_enabled = false)", """
                INSERT INTO dwp_segment (last_n, first_n, oldest, youngest, summary, events)
                SELECT n, n, 0, 0, '', '' FROM generate_series(1, 20000) AS n
                """, "DELETE FROM dwp_segment");

        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (find("dead rows").level() != Level.WARN) {
            assertTrue(System.nanoTime() < deadline, find("dead rows").toString());
            sql("SELECT pg_sleep(0.1)");
        }
        assertTrue(
                find("dead rows").seen().contains("dwp_segment 20,000 dead"),
                find("dead rows").toString());
    }

    @Test
    void failsWhenWhatIsAcknowledgedMayBeLost() {
        String unsafe = url + "&options=-c%20synchronous_commit=off";

        Finding finding = find(
                "settings",
                Doctor.postgres(unsafe, NORMS, InstantSource.system()).examine());

        assertEquals(Level.FAIL, finding.level());
        assertTrue(finding.seen().contains("synchronous_commit"), finding.seen());
    }

    @Test
    void judgesSettingsByWhatTheyProtect() {
        Map<String, String> good =
                Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "local", "autovacuum", "on");
        assertEquals(Level.OK, PostgresSettings.judge(good).level());
        assertEquals(Level.FAIL, PostgresSettings.judge(Map.of("fsync", "off")).level());
        assertEquals(
                Level.WARN,
                PostgresSettings.judge(Map.of("full_page_writes", "off")).level());
        assertEquals(
                Level.WARN, PostgresSettings.judge(Map.of("autovacuum", "off")).level());
        assertEquals(
                "fsync and autovacuum are off",
                PostgresSettings.judge(Map.of("autovacuum", "off", "fsync", "off"))
                        .seen());
    }

    @Test
    void warnsWhenAnotherNodeWouldFindNoConnection() {
        assertEquals(Level.OK, find("connections").level());
        assertEquals(Level.OK, PostgresConnections.judge(88, 97).level());
        assertEquals(Level.WARN, PostgresConnections.judge(89, 97).level());
    }

    @Test
    void findsTheStoreInASchemaOfItsOwn() throws Exception {
        sql("CREATE SCHEMA own");
        String elsewhere = url + "&currentSchema=own";
        JdbcStores.postgres(elsewhere, Formats.JSON, new SupervisedThreads()).close();
        sql("DROP INDEX public.dwp_job_app");

        List<Finding> findings =
                Doctor.postgres(elsewhere, NORMS, InstantSource.system()).examine();

        assertEquals(Level.OK, find("indexes", findings).level());
        assertEquals(Level.FAIL, find("indexes").level());
    }
}
