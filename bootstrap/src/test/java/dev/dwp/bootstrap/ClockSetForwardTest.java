package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** An engine on a machine that was suspended for an hour, or whose clock was set. */
class ClockSetForwardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final CountDownLatch held = new CountDownLatch(2);
    private final CountDownLatch go = new CountDownLatch(1);

    private Instant machine() {
        return Time.SYSTEM.instant().plus(ahead.get());
    }

    @Test
    void whatWasToComeMeanwhileComesAtOnceAndNothingUnderWayIsTimedOutOrLost() throws Exception {
        try (Dispatch engine = Dispatch.builder()
                .machineClock(new SteadyClock(this::machine, System::nanoTime))
                .job("now", Value.class, (payload, context) -> "done")
                .job("hold", Value.class, (payload, context) -> {
                    held.countDown();
                    go.await();
                    return "held";
                })
                .workflow(
                        "hold",
                        Value.class,
                        (workflow, input) -> workflow.step("hold", String.class, () -> {
                            held.countDown();
                            go.await();
                            return "held";
                        }))
                .start()) {
            JobId job = engine.enqueue("hold", null);
            RunId run = engine.start("hold", null);
            assertTrue(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            JobId later = engine.enqueue("now", null, JobOptions.DEFAULT.withDelay(HOUR.minusMinutes(10)));
            ahead.set(HOUR);
            engine.await(engine.enqueue("now", null), PATIENCE);
            assertEquals(
                    JobState.COMPLETED,
                    engine.await(later, PATIENCE.multipliedBy(2)).state());
            go.countDown();
            Job ended = engine.await(job, PATIENCE);
            assertEquals(JobState.COMPLETED, ended.state());
            assertEquals(1, ended.attempts().size());
            assertEquals(1, engine.await(run, PATIENCE).fences());
        }
    }
}
