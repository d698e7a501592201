package dev.dwp.application.cron;

import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns definitions into entries, by the same checks that {@code job.enqueue} makes. */
final class CronEntries {
    private final Handlers handlers;
    private final PayloadBinder binder;
    private final boolean acceptUnknown;

    CronEntries(Handlers handlers, PayloadBinder binder, boolean acceptUnknown) {
        this.handlers = handlers;
        this.binder = binder;
        this.acceptUnknown = acceptUnknown;
    }

    /** All that are defined, by name. */
    List<CronEntry> all() {
        return handlers.crons().stream()
                .sorted(Comparator.comparing(CronDefinition::name))
                .map(this::entry)
                .toList();
    }

    private CronEntry entry(CronDefinition cron) {
        JobDefinition job = handlers.job(cron.jobName()).orElse(null);
        check(cron, job);
        return new CronEntry(cron, cron.timing(), spec(cron, job));
    }

    private void check(CronDefinition cron, @Nullable JobDefinition job) {
        if (job == null) {
            if (!acceptUnknown) {
                throw new IllegalArgumentException(
                        "The cron entry '%s' enqueues the job '%s', for which there is no handler; add one or correct the name."
                                .formatted(cron.name(), cron.jobName()));
            }
            return;
        }
        try {
            binder.bind(cron.payload(), job.payloadType());
        } catch (PayloadBinder.Misfit e) {
            throw new IllegalArgumentException(
                    "The payload of the cron entry '%s' does not fit the job '%s' at %s: %s"
                            .formatted(cron.name(), cron.jobName(), e.path(), e.getMessage()),
                    e);
        }
    }

    private static JobSpec spec(CronDefinition cron, @Nullable JobDefinition job) {
        RetryPolicy retry = job == null ? RetryPolicy.DEFAULT : job.retry();
        Duration timeout = job == null ? JobDefinition.DEFAULT_TIMEOUT : job.timeout();
        return new JobSpec(cron.jobName(), cron.queue(), cron.payload(), 0, retry, timeout, null, cron.tenant(), null);
    }
}
