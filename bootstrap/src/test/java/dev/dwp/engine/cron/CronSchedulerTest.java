package dev.dwp.engine.cron;

import static dev.dwp.engine.cron.CronBench.SHOP;
import static dev.dwp.engine.cron.CronBench.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.engine.chore.TroubledStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cron entries")
class CronSchedulerTest {
    private final CronBench bench = new CronBench("2026-03-01T10:00:00Z");

    @Test
    @DisplayName(
            "make a job at each of their times, with their own payload, queue and tenant and the handler's options")
    void makeJobs() {
        Value payload = Value.struct().put("deep", true).build();
        bench.started(entry("nightly", "0 2 * * *").withQueue("night").withPayload(payload));
        bench.advanceTo("2026-03-03T12:00:00Z");
        assertEquals(List.of("2026-03-02T02:00:00Z", "2026-03-03T02:00:00Z"), bench.firings());
        Job job = bench.jobs().getFirst();
        assertEquals(JobState.PENDING, job.state());
        assertEquals(payload, job.spec().payload());
        assertEquals(new QueueName("night"), job.spec().queue());
        assertEquals(SHOP, job.spec().tenant());
        assertEquals(RetryPolicy.DEFAULT.withMaxRetries(7), job.spec().retry());
        assertEquals(Duration.ofSeconds(9), job.spec().timeout());
    }

    @Test
    @DisplayName("PROTOCOL §7.2 tell of a firing by cron.fired with the job's id, together with the job's own event")
    void tellOfAFiring() {
        bench.started(entry("nightly", "0 2 * * *"));
        bench.advanceTo("2026-03-02T02:00:00Z");
        List<LoggedEvent> events = bench.events();
        assertEquals(
                List.of("cron.fired", "job.enqueued"),
                events.stream().map(event -> event.data().text("type")).toList());
        CronFired fired = new CronFired("nightly", bench.jobs().getFirst().id(), SHOP);
        assertEquals(fired.data(), events.getFirst().data());
        assertEquals(SHOP, events.getFirst().tenant());
    }

    @Test
    @DisplayName("sleep until the next time of any of them, by one alarm")
    void sleepUntilTheNextTime() {
        bench.started(entry("nightly", "0 2 * * *"), entry("hourly", "@hourly"));
        assertEquals(Instant.parse("2026-03-01T11:00:00Z"), bench.clock.nextAlarm());
        assertEquals(List.of(), bench.jobs());
    }

    @Test
    @DisplayName("set no alarm at all where there are none")
    void setNoAlarmWithoutEntries() {
        bench.started();
        assertNull(bench.clock.nextAlarm());
    }

    @Test
    @DisplayName("fire by the clocks of their zone")
    void fireInTheirZone() {
        bench.started(entry("nightly", "0 2 * * *").withZone(ZoneId.of("Europe/Berlin")));
        bench.advanceTo("2026-03-29T12:00:00Z");
        List<String> firings = bench.firings();
        assertEquals("2026-03-28T01:00:00Z", firings.get(firings.size() - 2));
        assertEquals("2026-03-29T01:00:00Z", firings.getLast());
    }

    @Test
    @DisplayName("fire no more after the scheduler was stopped")
    void stop() throws InterruptedException {
        CronScheduler scheduler = bench.started(entry("hourly", "@hourly"));
        bench.advanceTo("2026-03-01T11:30:00Z");
        scheduler.stop(Duration.ofSeconds(10));
        bench.advanceTo("2026-03-02T00:00:00Z");
        assertEquals(List.of("2026-03-01T11:00:00Z"), bench.firings());
    }

    @Test
    @DisplayName("wait while the store is away, and make up for it afterwards")
    void waitForTheStore() {
        TroubledStore store = new TroubledStore(new MemoryStore(), false);
        CronBench troubled = new CronBench("2026-03-01T10:00:00Z", store);
        troubled.started(entry("hourly", "@hourly"));
        store.away(true);
        troubled.advanceTo("2026-03-01T13:30:00Z");
        store.away(false);
        troubled.advanceTo("2026-03-01T14:00:00Z");
        assertEquals(2, troubled.jobs().size());
        assertTrue(troubled.jobs().getFirst().createdAt().isBefore(Instant.parse("2026-03-01T13:30:06Z")));
        assertEquals("2026-03-01T14:00:00Z", troubled.firings().getLast());
    }

    @Test
    @DisplayName("for a job without a handler stop the start with a sentence that names both")
    void refuseAnUnknownJob() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> bench.scheduler(CronDefinition.of("lost", "@daily", "swep")));
        assertEquals(
                "The cron entry 'lost' cannot enqueue the job 'swep': there is no handler for it; add one or correct the name.",
                refusal.getMessage());
    }

    @Test
    @DisplayName("may name jobs that are handled elsewhere where that is allowed")
    void acceptAnUnknownJobWhereAllowed() {
        Handlers handlers = Handlers.builder()
                .cron(CronDefinition.of("far", "@daily", "elsewhere"))
                .build();
        bench.scheduler(handlers, true).start();
        bench.advanceTo("2026-03-02T00:00:00Z");
        Job job = bench.jobs().getFirst();
        assertEquals("elsewhere", job.spec().name());
        assertEquals(RetryPolicy.DEFAULT, job.spec().retry());
        assertEquals(JobDefinition.DEFAULT_TIMEOUT, job.spec().timeout());
    }

    @Test
    @DisplayName(
            "with a payload that the job cannot take stop the start with a sentence that says where it does not fit")
    void refuseAMisfit() {
        Value payload = Value.struct().put("to", "you").put("times", "many").build();
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> bench.scheduler(
                        CronDefinition.of("hello", "@daily", "greet").withPayload(payload)));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(
                message.startsWith(
                        "The cron entry 'hello' cannot enqueue the job 'greet': The payload does not fit at $.times: "),
                message);
    }
}
