package dev.dwp.application.frame;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.RetryBackoff;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code backoff} of {@code job.enqueue} (PROTOCOL §5); what is out of range is refused by its path and value. */
final class BackoffParams {
    private final Params params;

    private BackoffParams(Params params) {
        this.params = params;
    }

    static @Nullable RetryBackoff read(Params job) {
        Params params = job.object("backoff");
        return params == null ? null : new BackoffParams(params).read();
    }

    private RetryBackoff read() {
        Duration first = params.millis("first_ms");
        if (first == null) {
            throw Refusal.badRequest("'%s' is missing: give the pause before the first retry, such as 1000."
                    .formatted(params.path("first_ms")));
        }
        Duration max = Objects.requireNonNullElse(params.millis("max_ms"), RetryBackoff.USUAL_MAX);
        if (max.compareTo(RetryPolicy.LONGEST) > 0) {
            throw Refusal.badRequest("'%s' must be at most %d (365 days), not %d."
                    .formatted(params.path("max_ms"), RetryPolicy.LONGEST.toMillis(), max.toMillis()));
        }
        if (first.compareTo(max) > 0) {
            throw Refusal.badRequest("'%s' is %d, more than '%s' (%d); raise the latter."
                    .formatted(params.path("first_ms"), first.toMillis(), params.path("max_ms"), max.toMillis()));
        }
        return new RetryBackoff(
                first,
                within("factor", RetryBackoff.USUAL_FACTOR, RetryBackoff.LEAST_FACTOR, RetryBackoff.MOST_FACTOR),
                max,
                within("jitter", RetryBackoff.USUAL_JITTER, 0, 1));
    }

    private double within(String name, double usual, int least, int most) {
        Double number = params.decimal(name);
        if (number == null) {
            return usual;
        }
        if (!(number >= least && number <= most)) {
            throw Refusal.badRequest(
                    "'%s' must be %d to %d, not %s.".formatted(params.path(name), least, most, number));
        }
        return number;
    }
}
