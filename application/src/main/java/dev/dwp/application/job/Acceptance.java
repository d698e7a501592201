package dev.dwp.application.job;

import dev.dwp.application.binding.Payloads;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Nearest;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.RetryBackoff;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a caller asks for to what is stored: names, payloads and options are checked, and defaults filled in. */
final class Acceptance {
    private final Handlers handlers;
    private final Payloads payloads;
    private final boolean acceptUnknown;

    Acceptance(JobEngineParts parts) {
        handlers = parts.handlers();
        payloads = new Payloads(parts.binder());
        acceptUnknown = parts.settings().acceptUnknown();
    }

    /**
     * What is to be stored.
     *
     * @throws Refusal 404 when no handler has the name, 400 when the payload or an option does not fit
     */
    JobSpec spec(Caller caller, EnqueueJob.Command command) {
        Optional<JobDefinition> definition = handlers.job(command.name());
        if (definition.isEmpty() && !acceptUnknown) {
            throw Refusal.notFound("There is no job named '%s'.%s"
                    .formatted(Excerpt.of(command.name()), Nearest.suggestion(command.name(), handlers.jobNames())));
        }
        JobOptions options = command.options();
        Value payload = command.payload();
        return new JobSpec(
                command.name(),
                options.queue(),
                definition
                        .map(known -> payloads.accept(payload, known.payloadType()))
                        .orElseGet(() -> payloads.accept(payload, Value.class)),
                options.priority(),
                retry(options, definition.map(JobDefinition::retry).orElse(RetryPolicy.DEFAULT)),
                timeout(
                        options.timeout(),
                        definition.map(JobDefinition::timeout).orElse(JobDefinition.DEFAULT_TIMEOUT)),
                options.key(),
                caller.tenant(),
                caller.traceparent());
    }

    private static RetryPolicy retry(JobOptions options, RetryPolicy usual) {
        RetryPolicy policy = Objects.requireNonNullElse(options.retry(), usual);
        int retries = Objects.requireNonNullElse(options.maxRetries(), policy.maxRetries());
        RetryBackoff backoff = options.backoff();
        return (backoff == null ? policy : policy.withBackoff(backoff)).withMaxRetries(OptionBounds.retries(retries));
    }

    private static Duration timeout(@Nullable Duration asked, Duration usual) {
        return asked == null ? usual : OptionBounds.timeout(asked);
    }
}
