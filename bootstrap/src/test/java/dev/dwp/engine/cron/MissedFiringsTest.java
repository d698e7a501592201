package dev.dwp.engine.cron;

import static dev.dwp.engine.cron.CronBench.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.port.out.CronState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Firings that were missed")
class MissedFiringsTest {
    private final CronBench bench = new CronBench("2026-03-01T10:00:00Z");

    private void runUntilNow(String schedule) throws InterruptedException {
        CronScheduler scheduler = bench.started(entry("it", schedule));
        scheduler.stop(Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("are made up for by one, for the latest of them")
    void makeUpByOne() throws InterruptedException {
        runUntilNow("*/10 * * * *");
        bench.advanceTo("2026-03-01T13:37:00Z");
        bench.started(entry("it", "*/10 * * * *"));
        assertEquals(List.of("2026-03-01T13:37:00Z"), bench.firings());
        CronState state = bench.state("it");
        assertEquals(Instant.parse("2026-03-01T13:30:00Z"), state.lastRunAt());
        assertEquals(Instant.parse("2026-03-01T13:40:00Z"), state.nextRunAt());
    }

    @Test
    @DisplayName("are made up for when the latest is not more than a day old")
    void makeUpForADay() throws InterruptedException {
        runUntilNow("0 0 2 * *");
        bench.advanceTo("2026-03-03T00:00:00Z");
        bench.started(entry("it", "0 0 2 * *"));
        assertEquals(List.of("2026-03-03T00:00:00Z"), bench.firings());
        assertEquals(Instant.parse("2026-03-02T00:00:00Z"), bench.state("it").lastRunAt());
    }

    @Test
    @DisplayName("are left out when even the latest is more than a day old")
    void leaveOutWhatIsOlder() throws InterruptedException {
        runUntilNow("0 0 2 * *");
        bench.advanceTo("2026-03-03T00:00:01Z");
        bench.started(entry("it", "0 0 2 * *"));
        assertEquals(List.of(), bench.jobs());
        assertEquals(List.of(), bench.events());
        assertNull(bench.state("it").lastRunAt());
        assertEquals(Instant.parse("2026-04-02T00:00:00Z"), bench.state("it").nextRunAt());
    }

    @Test
    @DisplayName("of a long time do not hide one of the last day")
    void makeUpForTheLatestOfMany() throws InterruptedException {
        runUntilNow("30 2 * * *");
        bench.advanceTo("2026-04-10T09:00:00Z");
        bench.started(entry("it", "30 2 * * *"));
        assertEquals(List.of("2026-04-10T09:00:00Z"), bench.firings());
        assertEquals(Instant.parse("2026-04-10T02:30:00Z"), bench.state("it").lastRunAt());
    }

    @Test
    @DisplayName("are none when a clock that was set back shows the same time again")
    void fireOnceWhenTheClockIsSetBack() {
        bench.started(entry("it", "0 12 * * *"));
        bench.advanceTo("2026-03-01T12:00:00Z");
        CronBench earlier = new CronBench("2026-03-01T11:30:00Z", bench.store);
        earlier.started(entry("it", "0 12 * * *"));
        earlier.advanceTo("2026-03-01T12:30:00Z");
        assertEquals(List.of("2026-03-01T12:00:00Z"), bench.firings());
    }
}
