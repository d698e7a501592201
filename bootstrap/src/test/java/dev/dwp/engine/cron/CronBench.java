package dev.dwp.engine.cron;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import dev.dwp.engine.WholeLog;
import dev.dwp.http.codec.JacksonPayloadBinder;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A store, a clock, and schedulers on them. */
final class CronBench {
    static final Tenant SHOP = new Tenant("shop", "berlin");

    final ManualClock clock;
    final Store store;
    final IdGenerator ids;

    /** What the job {@code greet} takes. */
    record Greeting(String to, int times) {}

    CronBench(String start) {
        this(start, new MemoryStore());
    }

    CronBench(String start, Store store) {
        this.clock = new ManualClock(Instant.parse(start));
        this.store = store;
        this.ids = new IdGenerator(clock, new Random(1));
    }

    static CronDefinition entry(String name, String schedule) {
        return CronDefinition.of(name, schedule, "sweep").withTenant(SHOP);
    }

    CronScheduler scheduler(CronDefinition... crons) {
        Handlers.Builder handlers = Handlers.builder()
                .job(JobDefinition.of("sweep", Value.class, (payload, context) -> payload)
                        .withRetry(RetryPolicy.DEFAULT.withMaxRetries(7))
                        .withTimeout(Duration.ofSeconds(9)))
                .job(JobDefinition.of("greet", Greeting.class, (payload, context) -> null));
        List.of(crons).forEach(handlers::cron);
        return scheduler(handlers.build(), false);
    }

    CronScheduler scheduler(Handlers handlers, boolean acceptUnknown) {
        return new CronScheduler(
                new CronScheduler.Parts(store, handlers, new JacksonPayloadBinder(), ids, clock, clock, acceptUnknown));
    }

    CronScheduler started(CronDefinition... crons) {
        CronScheduler scheduler = scheduler(crons);
        scheduler.start();
        return scheduler;
    }

    void advanceTo(String instant) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    }

    /** All jobs, oldest first. */
    List<Job> jobs() {
        return store.jobs().list(new JobQuery(Tenant.NONE, null, null, null, null, 1000)).stream()
                .sorted(Comparator.comparing(job -> job.id().text()))
                .toList();
    }

    /** When the jobs were made, as texts. */
    List<String> firings() {
        return jobs().stream().map(job -> job.createdAt().toString()).toList();
    }

    List<LoggedEvent> events() {
        return WholeLog.of(store.events(), null);
    }

    CronState state(String name) {
        return store.crons().all().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<ListCrons.Entry> list(CronScheduler scheduler, Tenant tenant) {
        Identity someone = new Identity("someone", tenant, Set.of());
        return scheduler.list().list(new Caller(someone, tenant, null));
    }
}
