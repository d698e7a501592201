package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the soak looks for, it finds. */
class LivesTest {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    /** A job's life from the letters of its events; attempts count with each start. */
    private static List<Told> job(String letters) {
        List<Told> life = new ArrayList<>();
        int attempt = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            String type = switch (letter) {
                case 'e' -> "job.enqueued";
                case 's' -> "job.started";
                case 'r' -> "job.retrying";
                case 'c' -> "job.completed";
                case 'f' -> "job.failed";
                case 'd' -> "job.dlq";
                default -> "job.cancelled";
            };
            attempt += letter == 's' ? 1 : 0;
            life.add(told(life.size(), type, "job_1", attempt, "", "cdx".indexOf(letter) >= 0));
        }
        return life;
    }

    private static Told told(int second, String type, String id, int attempt, String step, boolean last) {
        return told(second, type, id, attempt, step, last, "");
    }

    private static Told told(int second, String type, String id, int attempt, String step, boolean last, String error) {
        return new Told(second + 1, type, id, attempt, step, last, START.plusSeconds(second), error, 0);
    }

    private static List<Told> run(String... completed) {
        List<Told> life = new ArrayList<>();
        life.add(told(0, "workflow.started", "run_1", 0, "", false));
        for (String step : completed) {
            life.add(told(life.size(), "workflow.step_completed", "run_1", 0, step, false));
        }
        life.add(told(life.size(), "workflow.completed", "run_1", 0, "", true));
        return life;
    }

    private static Journal.Entry began(String id, String step, int attempt, int second) {
        return began(id, step, attempt, second, "one");
    }

    private static Journal.Entry began(String id, String step, int attempt, int second, String process) {
        return new Journal.Entry(id, step, attempt, START.plusSeconds(second), process, null);
    }

    private static Journal.Entry lasted(String id, String step, int attempt, int from, int until) {
        return new Journal.Entry(id, step, attempt, START.plusSeconds(from), "one", START.plusSeconds(until));
    }

    private static List<String> faults(List<Told> life, Journal.Entry... journal) {
        return new Lives(life, LEASE, List.of()).faults(List.of(journal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "es", "esr", "esc", "ex", "esx", "esrsc", "esrx", "esf", "esfd", "esrsrsfd"})
    void findsNoFaultWithLivesThatMayBe(String letters) {
        assertEquals(List.of(), faults(job(letters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"escc", "essc", "ec", "scc", "escx", "exsc", "err"})
    void findsLivesThatMayNotBe(String letters) {
        assertNotEquals(List.of(), faults(job(letters)));
    }

    @Test
    void findsAnAttemptThatWasMadeTwice() {
        assertEquals(List.of(), faults(job("esrsc"), began("job_1", "-", 1, 1), began("job_1", "-", 2, 3)));
        assertNotEquals(List.of(), faults(job("esc"), began("job_1", "-", 1, 1), began("job_1", "-", 1, 1)));
    }

    @Test
    void findsAnAttemptAfterTheOneThatCompleted() {
        assertNotEquals(List.of(), faults(job("esc"), began("job_1", "-", 1, 1), began("job_1", "-", 2, 5)));
    }

    @Test
    void findsAStepThatWasBegunTwiceWithinALease() {
        Journal.Entry first = began("run_1", "a", 1, 0);
        Journal.Entry again = began("run_1", "a", 1, 1);
        assertEquals(List.of(), faults(run(), first, began("run_1", "a", 1, 1, "other")));
        assertEquals(List.of(), faults(run(), first, began("run_1", "a", 1, 2)));
        assertNotEquals(List.of(), faults(run(), first, again));
        Lives afterAStandstill = new Lives(run(), LEASE, List.of(new Standstill("one", START)));
        assertEquals(List.of(), afterAStandstill.faults(List.of(first, again)));
        Lives ofAnother = new Lives(run(), LEASE, List.of(new Standstill("other", START)));
        assertNotEquals(List.of(), ofAnother.faults(List.of(first, again)));
    }

    @Test
    void findsAttemptsThatOverlap() {
        assertEquals(List.of(), faults(job("esrsc"), lasted("job_1", "-", 1, 1, 3), began("job_1", "-", 2, 3)));
        assertNotEquals(List.of(), faults(job("esrsc"), lasted("job_1", "-", 1, 1, 4), began("job_1", "-", 2, 3)));
        assertEquals(List.of(), faults(run(), lasted("run_1", "a", 1, 0, 2), began("run_1", "a", 2, 2)));
        assertNotEquals(List.of(), faults(run(), lasted("run_1", "a", 1, 0, 3), began("run_1", "a", 2, 2)));
    }

    @Test
    void letsThoseOverlapWhoseWorkerWasLost() {
        List<Told> life = new ArrayList<>(job("es"));
        life.add(told(2, "job.retrying", "job_1", 1, "", false, "The worker w was lost: its lease ran out."));
        life.add(told(3, "job.started", "job_1", 2, "", false));
        assertEquals(List.of(), faults(life, lasted("job_1", "-", 1, 1, 4), began("job_1", "-", 2, 3)));
    }

    @Test
    void findsStepsThatWereDoneAgain() {
        Journal.Entry first = began("run_1", "a", 1, 0);
        assertEquals(List.of(), faults(run("a", "b"), first, began("run_1", "b", 1, 1)));
        assertEquals(List.of(), faults(run("a"), first, began("run_1", "a", 1, 2)));
        assertNotEquals(List.of(), faults(run("a", "a")));
        assertNotEquals(List.of(), faults(run("a"), first, began("run_1", "a", 2, 9)));
    }
}
