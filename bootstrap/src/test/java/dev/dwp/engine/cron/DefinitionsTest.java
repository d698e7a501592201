package dev.dwp.engine.cron;

import static dev.dwp.engine.cron.CronBench.SHOP;
import static dev.dwp.engine.cron.CronBench.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Definitions of cron entries")
class DefinitionsTest {
    private static final Tenant OTHER = new Tenant("other", null);

    private final CronBench bench = new CronBench("2026-03-01T10:00:00Z");

    @Test
    @DisplayName("PROTOCOL §4.3 show a tenant its own entries, and an operator all, by name")
    void areListedByTenant() {
        CronScheduler scheduler = bench.started(
                entry("z", "@daily"),
                entry("b", "@daily").withTenant(OTHER),
                entry("a", "@daily").withTenant(new Tenant("shop", "paris")));
        assertEquals(List.of("z"), names(scheduler, SHOP));
        assertEquals(List.of("a", "z"), names(scheduler, new Tenant("shop", null)));
        assertEquals(List.of("b"), names(scheduler, OTHER));
        assertEquals(List.of("a", "b", "z"), names(scheduler, Tenant.NONE));
    }

    private static List<String> names(CronScheduler scheduler, Tenant tenant) {
        return CronBench.list(scheduler, tenant).stream()
                .map(ListCrons.Entry::name)
                .toList();
    }

    @Test
    @DisplayName("PROTOCOL §5 are listed with the next and the last time")
    void areListedWithTheirTimes() {
        CronScheduler scheduler = bench.scheduler(entry("it", "0 12 * * *").withQueue("night"));
        ListCrons.Entry expected = new ListCrons.Entry(
                "it", "0 12 * * *", "sweep", new QueueName("night"), Instant.parse("2026-03-01T12:00:00Z"), null);
        assertEquals(List.of(expected), CronBench.list(scheduler, SHOP), "before it has started");
        scheduler.start();
        assertEquals(List.of(expected), CronBench.list(scheduler, SHOP));
        bench.advanceTo("2026-03-01T12:00:00Z");
        ListCrons.Entry listed = CronBench.list(scheduler, SHOP).getFirst();
        assertEquals(Instant.parse("2026-03-02T12:00:00Z"), listed.nextRunAt());
        assertEquals(Instant.parse("2026-03-01T12:00:00Z"), listed.lastRunAt());
    }

    @Test
    @DisplayName("with a changed schedule count from now on; what the old one has missed is not made up for")
    void countFromNowWhenChanged() throws InterruptedException {
        bench.started(entry("it", "0 12 * * *")).stop(Duration.ofSeconds(10));
        bench.advanceTo("2026-03-01T14:00:00Z");
        bench.started(entry("it", "0 13 * * *"));
        assertEquals(List.of(), bench.jobs());
        assertEquals(Instant.parse("2026-03-02T13:00:00Z"), bench.state("it").nextRunAt());
    }

    @Test
    @DisplayName("with a changed zone count as changed")
    void countAsChangedByTheirZone() throws InterruptedException {
        bench.started(entry("it", "0 12 * * *")).stop(Duration.ofSeconds(10));
        CronScheduler scheduler = bench.started(entry("it", "0 12 * * *").withZone(ZoneId.of("Asia/Tokyo")));
        assertEquals(Instant.parse("2026-03-02T03:00:00Z"), bench.state("it").nextRunAt());
        assertEquals(
                "CRON_TZ=Asia/Tokyo 0 12 * * *",
                CronBench.list(scheduler, SHOP).getFirst().schedule());
    }

    @Test
    @DisplayName("that are gone are remembered, but neither fired nor listed")
    void areRememberedWhenGone() throws InterruptedException {
        bench.started(entry("gone", "@hourly"), entry("kept", "@hourly")).stop(Duration.ofSeconds(10));
        CronScheduler scheduler = bench.started(entry("kept", "@hourly"));
        bench.advanceTo("2026-03-01T12:30:00Z");
        assertEquals(2, bench.jobs().size());
        assertEquals(List.of("kept"), names(scheduler, Tenant.NONE));
        assertEquals(Instant.parse("2026-03-01T11:00:00Z"), bench.state("gone").nextRunAt());
    }

    @Test
    @DisplayName("are refused when they are made, with a sentence that names the entry and what is wrong with it")
    void areCheckedWhenMade() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> CronDefinition.of("tidy", "0 25 * * *", "sweep"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("Cron entry 'tidy': The schedule '0 25 * * *'"));
        assertThrows(IllegalArgumentException.class, () -> CronDefinition.of(" ", "@daily", "sweep"));
    }

    @Test
    @DisplayName("take their zone from the schedule or separately")
    void takeTheirZone() {
        CronDefinition berlin = CronDefinition.of("it", "CRON_TZ=Europe/Berlin @daily", "sweep");
        assertEquals("@daily", berlin.schedule());
        assertEquals(CronDefinition.of("it", "@daily", "sweep").withZone(ZoneId.of("Europe/Berlin")), berlin);
        assertEquals(ZoneOffset.UTC, CronDefinition.of("it", "@daily", "sweep").zone());
    }
}
