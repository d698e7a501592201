package dev.dwp.bootstrap.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Jobs to try the server with. */
final class DemoJobs {
    private static final Duration SENDING = Duration.ofMillis(100);
    private static final Duration PROCESSING = Duration.ofMillis(200);

    /** The first retry comes after 100 ms, and the pauses double; without jitter, so that people can watch it happen. */
    private static final RetryPolicy DOUBLING = new RetryPolicy(3, Duration.ofMillis(100), 2, Duration.ofMinutes(5), 0);

    private DemoJobs() {}

    static void register(Handlers.Builder handlers) {
        handlers.job(JobDefinition.of("send-email", Email.class, DemoJobs::sendEmail))
                .job(JobDefinition.of("process-image", Image.class, DemoJobs::processImage))
                .job(JobDefinition.of("echo", Value.class, (payload, context) -> payload))
                .job(JobDefinition.of("sleep", Sleep.class, DemoJobs::sleep))
                .job(JobDefinition.of("flaky", Flaky.class, DemoJobs::fail).withRetry(DOUBLING))
                .job(JobDefinition.of("count", Count.class, DemoJobs::count))
                .job(JobDefinition.of("charge-payment", Payment.class, DemoJobs::charge));
    }

    record Email(String to, @Nullable String subject) {}

    record Image(String url, int width, int height) {}

    record Sleep(long ms) {
        Sleep {
            requireNotNegative("ms", ms);
        }
    }

    record Flaky(
            @JsonProperty("fail_times") int failTimes,
            @Nullable String message) {}

    record Count(int to, @JsonProperty("step_ms") @Nullable Integer stepMs) {
        Count {
            requireNotNegative("to", to);
            requireNotNegative("step_ms", stepMs == null ? 0 : stepMs);
        }
    }

    record Payment(@JsonProperty("order_id") String orderId, BigDecimal amount) {}

    private static Value sendEmail(Email email, JobContext context) throws InterruptedException {
        context.sleep(SENDING);
        return Value.struct().put("sent", true).put("to", email.to()).build();
    }

    private static Value processImage(Image image, JobContext context) throws InterruptedException {
        context.sleep(PROCESSING);
        return Value.struct()
                .put("url", image.url())
                .put("width", image.width())
                .put("height", image.height())
                .build();
    }

    private static Value sleep(Sleep sleep, JobContext context) throws InterruptedException {
        context.sleep(Duration.ofMillis(sleep.ms()));
        return Value.struct().put("slept_ms", sleep.ms()).build();
    }

    private static Value fail(Flaky flaky, JobContext context) {
        if (context.attempt() <= flaky.failTimes()) {
            String message = flaky.message();
            throw new IllegalStateException(
                    message == null ? "Attempt %d fails as asked.".formatted(context.attempt()) : message);
        }
        return Value.struct().put("attempts", context.attempt()).build();
    }

    private static Value count(Count count, JobContext context) throws InterruptedException {
        Integer stepMs = count.stepMs();
        Duration pause = Duration.ofMillis(stepMs == null ? 0 : stepMs);
        for (int n = 1; n <= count.to(); n++) {
            context.sleep(pause);
            context.progress((int) (100L * n / count.to()), "%d of %d".formatted(n, count.to()));
        }
        return Value.struct().put("counted", count.to()).build();
    }

    private static Value charge(Payment payment, JobContext context) {
        return Value.struct()
                .put("charged", true)
                .put("order_id", payment.orderId())
                .put("amount", new Value.Decimal(payment.amount()))
                .build();
    }

    static void requireNotNegative(String name, long number) {
        if (number < 0) {
            throw Refusal.badRequest("'%s' must not be negative: %d.".formatted(name, number));
        }
    }
}
