package dev.dwp.persistence.jdbc.doctor;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.jdbc.Together;
import dev.dwp.persistence.jdbc.doctor.Finding.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor finds on both databases, while a server works on them. */
abstract class DoctorContract {
    static final Norms NORMS = Norms.of(Duration.ofSeconds(30), Duration.ofDays(7));

    /** An hour ago: what is left alone since then has been for long. */
    private final Instant then = Instant.now().minus(Duration.ofHours(1));

    private Store store;
    private Driver driver;

    /** A store that nobody else uses. */
    abstract Store open() throws Exception;

    /** For JDBC. */
    abstract String url();

    abstract Doctor doctor(InstantSource clock);

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        driver = new Driver(store, then);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    final Finding find(String check) {
        return find(check, doctor(InstantSource.system()).examine());
    }

    static Finding find(String check, List<Finding> findings) {
        List<Finding> found =
                findings.stream().filter(one -> one.check().equals(check)).toList();
        assertEquals(1, found.size(), findings::toString);
        Finding finding = found.getFirst();
        assertEquals(finding.level() == Level.OK, finding.advice() == null, "Advice is for what is wrong: " + finding);
        assertEquals(1, finding.toString().lines().count(), finding.toString());
        return finding;
    }

    final void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void node(Instant seen, String... jobNames) {
        store.nodes().beat(new NodeInfo(Driver.WORKER, "web-1", "1.2.3", Set.of(jobNames), Set.of(), then, seen));
    }

    private void assertFound(Level level, String part, Finding finding) {
        assertEquals(level, finding.level(), finding.toString());
        assertTrue(finding.toString().contains(part), finding.toString());
    }

    @Test
    void findsNothingWrongWithAStoreThatWorks() {
        node(Instant.now(), "work");
        driver.enqueue(3, job());
        driver.claim(1);
        store.jobs()
                .renew(
                        Driver.WORKER,
                        driver.jobs().stream().map(Job::id).toList(),
                        Instant.now().plusSeconds(600));

        List<Finding> wrong = doctor(InstantSource.system()).examine().stream()
                .filter(finding -> finding.level() != Level.OK)
                .filter(finding -> !finding.check().equals("settings")) // those of a database for tests
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void warnsWhenNoNodeIsThere() {
        assertFound(Level.WARN, "dwp serve", find("nodes"));
        node(Instant.now());
        assertFound(Level.OK, "web-1 1.2.3", find("nodes"));
    }

    @Test
    void warnsOfLeasesThatNobodyTookUpAndSaysWhy() {
        driver.running(job());
        driver.claimed(run());

        assertFound(Level.WARN, "leases ran out that nobody took up: 1 of jobs (the first ", find("leases"));
        assertFound(Level.WARN, "1 of runs (the first ", find("leases"));
        assertFound(Level.WARN, "No node is alive", find("leases"));
        node(Instant.now());
        assertFound(Level.WARN, "look for the reason", find("leases"));
    }

    @Test
    void warnsOfDueJobsThatNoLiveNodeHasAHandlerFor() {
        node(Instant.now(), "work", "é \"quoted\"");
        driver.enqueue(job());
        driver.enqueue(job().name("é \"quoted\""));
        driver.enqueue(job().name("send-fax"), Instant.now().plus(Duration.ofDays(1)));
        assertFound(Level.OK, "has a handler", find("due jobs"));

        driver.enqueue(2, job().name("send-fax"));

        assertFound(Level.WARN, "2 of 'send-fax' (the first since 6", find("due jobs"));
        assertFalse(find("due jobs").seen().contains("'work'"), find("due jobs").toString());
    }

    @Test
    void showsANameOfAClientInOneLine() {
        driver.enqueue(job().name("two\nlines\u001b[31m"));

        assertFound(Level.WARN, "two lines\uFFFD[31m", find("due jobs"));
    }

    @Test
    void warnsOfRunsThatNoNodeTakes() {
        assertFound(Level.OK, "none waits", find("due runs"));
        driver.start(run());

        assertFound(Level.WARN, "1 of 'flow' version 1 (the first since 6", find("due runs"));
    }

    @Test
    void warnsOfPausedQueues() {
        assertFound(Level.OK, "none is paused", find("queues"));
        driver.pause("mail", true);
        assertFound(Level.OK, "mail (0 jobs wait)", find("queues"));
        driver.enqueue(2, job().queue("mail"));

        assertFound(Level.WARN, "mail (2 jobs wait)", find("queues"));
    }

    @Test
    void failsWhenCountsDifferFromTheRowsAndPutsThemRightWhenAsked() throws Exception {
        driver.enqueue(3, job().tenant(new Tenant("app", "org")));
        driver.claimed(run());
        assertFound(Level.OK, "agree", find("job counts"));
        assertFound(Level.OK, "agree", find("run counts"));

        sql("UPDATE dwp_job_count SET n = n - 2", "UPDATE dwp_run_count SET n = n + 5");

        assertFound(Level.FAIL, "pending/due: -2", find("job counts"));
        assertFound(Level.FAIL, "+5", find("run counts"));
        List<Finding> repaired = doctor(InstantSource.system()).repair();
        assertEquals(
                List.of("job counts: 1 put right", "run counts: 1 put right"),
                repaired.stream()
                        .filter(one -> one.check().equals("repair"))
                        .map(Finding::seen)
                        .toList());
        assertFound(Level.OK, "agree", find("job counts", repaired));
        assertFound(Level.OK, "agree", find("run counts", repaired));
        assertEquals(3, driver.claim(5).size());
        assertFound(Level.OK, "agree", find("job counts"));
    }

    @Test
    void putsBackCountsThatAreGone() throws Exception {
        driver.enqueue(3, job());
        sql("DELETE FROM dwp_job_count");
        assertEquals(0, driver.claim(5).size());

        doctor(InstantSource.system()).repair();

        assertEquals(3, driver.claim(5).size());
    }

    @Test
    void putsCountsRightWhileServersChangeThem() throws Exception {
        driver.enqueue(50, job());
        sql("UPDATE dwp_job_count SET n = n + 7");
        List<Callable<Integer>> actions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String queue = "q" + i;
            Driver own = new Driver(store, then.plusSeconds(i + 1));
            actions.add(() -> own.enqueue(100, job().queue(queue)).size());
        }
        actions.add(() -> doctor(InstantSource.system()).repair().size());
        actions.add(() -> doctor(InstantSource.system()).repair().size());
        Together.run(actions);

        assertFound(Level.OK, "agree", find("job counts"));
        assertEquals(350, driver.jobs().size());
    }

    @Test
    void saysWhatToDoWithADatabaseFromBeforeTheFirstRelease() throws Exception {
        sql("CREATE TABLE dwp_job_finished (n BIGINT)");
        try {
            Finding schema = find("schema");
            assertFound(Level.FAIL, "before the first release", schema);
            assertTrue(String.valueOf(schema.advice()).contains("begin with an empty database"), schema.toString());
        } finally {
            sql("DROP TABLE dwp_job_finished");
        }
    }

    @Test
    void agreesWithALogOfWhichAPartOfACommitIsKept() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            changes.add(driver.enqueuing(job()));
        }
        driver.commit(changes);
        store.events().trim(2, Instant.MIN, 99);
        String ends = "oldest kept evt-%d, 6".formatted(store.events().head().n() - 1);
        assertFound(Level.OK, ends, find("event log"));
    }

    @Test
    void failsWhenTheLogIsNotWhatItSays() throws Exception {
        long base = store.events().head().n();
        driver.enqueue(3, job());
        String ends = "head evt-%d, oldest kept evt-%d, 6".formatted(base + 3, base + 1);
        assertFound(Level.OK, ends, find("event log"));

        sql("DELETE FROM dwp_segment WHERE last_n = " + (base + 3));

        String differ = "holds evt-%1$d to evt-%3$d, and there are evt-%1$d to evt-%2$d"
                .formatted(base + 1, base + 2, base + 3);
        assertFound(Level.FAIL, differ, find("event log"));
    }

    @Test
    void warnsOfEventsThatShouldHaveBeenRemoved() {
        new Driver(store, Instant.now().minus(Duration.ofDays(15))).enqueue(job());
        assertFound(Level.WARN, "15 days old, and they are to be kept for 7 days", find("event log"));
    }

    @Test
    void warnsOfEventsThatAreAheadOfTheClock() {
        new Driver(store, Instant.now().plus(Duration.ofHours(5))).enqueue(job());
        assertFound(Level.WARN, "ahead of the clock", find("event log"));
    }

    @Test
    void failsWhenAnIndexIsMissingOrAnother() throws Exception {
        assertFound(Level.OK, "are there", find("indexes"));

        sql("DROP INDEX dwp_job_app");

        assertFound(Level.FAIL, "dwp_job_app is missing", find("indexes"));
        String advice = find("indexes").advice();
        assertNotNull(advice);
        sql("CREATE INDEX dwp_job_app ON dwp_job (queue)");
        assertFound(Level.FAIL, "dwp_job_app is another", find("indexes"));

        sql("DROP INDEX dwp_job_app", advice.substring("Make it again: ".length()));

        assertFound(Level.OK, "are there", find("indexes"));
    }

    @Test
    void looksNoFurtherAtADatabaseOfAnotherVersion() throws Exception {
        assertFound(Level.OK, "version ", find("schema"));

        setVersion(999);
        assertFound(Level.FAIL, "Use a newer dwp", find("schema"));
        assertEquals("connection, schema", checks());
        setVersion(0);
        assertFound(Level.FAIL, "dwp migrate", find("schema"));
        assertEquals("connection, schema", checks());
    }

    abstract void setVersion(int version) throws SQLException;

    private String checks() {
        return doctor(InstantSource.system()).repair().stream()
                .map(Finding::check)
                .collect(Collectors.joining(", "));
    }
}
