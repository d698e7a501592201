package dev.dwp.application.cron;

import dev.dwp.application.binding.Payloads;
import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.RetryPolicy;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns definitions into entries, by the same checks that {@code job.enqueue} makes. */
final class CronEntries {
    private final Handlers handlers;
    private final Payloads payloads;
    private final boolean acceptUnknown;

    CronEntries(Handlers handlers, Payloads payloads, boolean acceptUnknown) {
        this.handlers = handlers;
        this.payloads = payloads;
        this.acceptUnknown = acceptUnknown;
    }

    /** All that are defined, by name. */
    List<CronEntry> all() {
        return handlers.crons().stream()
                .sorted(Comparator.comparing(CronDefinition::name))
                .map(cron -> new CronEntry(cron, cron.timing(), spec(cron)))
                .toList();
    }

    private JobSpec spec(CronDefinition cron) {
        Optional<JobDefinition> job = handlers.job(cron.jobName());
        if (job.isEmpty() && !acceptUnknown) {
            throw refused(cron, "there is no handler for it; add one or correct the name.", null);
        }
        return new JobSpec(
                cron.jobName(),
                cron.queue(),
                accepted(cron, job.map(JobDefinition::payloadType).orElse(Value.class)),
                0,
                job.map(JobDefinition::retry).orElse(RetryPolicy.DEFAULT),
                job.map(JobDefinition::timeout).orElse(JobDefinition.DEFAULT_TIMEOUT),
                null,
                cron.tenant(),
                null);
    }

    private Value accepted(CronDefinition cron, Type type) {
        try {
            return payloads.accept(payloads.checked(cron.payload()), type);
        } catch (Refusal refusal) {
            throw refused(cron, refusal.body().message(), refusal);
        }
    }

    private static IllegalArgumentException refused(CronDefinition cron, String why, @Nullable Refusal cause) {
        return new IllegalArgumentException(
                "The cron entry '%s' cannot enqueue the job '%s': %s".formatted(cron.name(), cron.jobName(), why),
                cause);
    }
}
