package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.engine.job.Scene.SHOP;
import static dev.dwp.engine.job.Scene.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final JobOptions OPTIONS = JobOptions.DEFAULT
            .withQueue(new QueueName("mail"))
            .withPriority(4)
            .withMaxRetries(0)
            .withTimeout(Duration.ofSeconds(9))
            .withKey(new IdempotencyKey("once"));

    private final Scene scene = new Scene();

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    private Job deadLetter() throws InterruptedException {
        scene.start();
        Job job = scene.enqueue(SHOP, "gate", Value.of("letter"), OPTIONS);
        scene.gate.next().fails(new IllegalStateException("undeliverable"));
        return scene.await(job, FAILED);
    }

    @Test
    @DisplayName("PROTOCOL §5: dlq.replay keeps the id and the options, and begins to count anew")
    void replaysADeadLetter() throws Exception {
        Job dead = deadLetter();
        scene.first().controlQueues().pause(new QueueName("mail"));
        Job replayed = scene.first().deadLetters().replay(SHOP, dead.id());
        assertEquals(dead.id(), replayed.id());
        assertEquals(dead.spec(), replayed.spec());
        assertEquals(PENDING, replayed.state());
        assertEquals(0, replayed.retryCount());
        assertNull(replayed.lastError());
        assertRefused(409, () -> scene.first().deadLetters().replay(SHOP, dead.id()));
        scene.first().controlQueues().resume(new QueueName("mail"));
        scene.gate.next().returns("delivered");
        Job done = scene.await(dead, COMPLETED);
        assertEquals(
                List.of(Attempt.Outcome.FAILED, Attempt.Outcome.COMPLETED),
                done.attempts().stream().map(Attempt::outcome).toList());
        assertEquals(
                List.of("enqueued", "started", "failed", "dlq", "enqueued", "started", "completed"), scene.told(dead));
    }

    @Test
    @DisplayName("PROTOCOL §5: after dlq.purge the job is 404, and its key is free")
    void purgesADeadLetter() throws Exception {
        Job dead = deadLetter();
        ListJobs.Filter failed = new ListJobs.Filter(FAILED, null, null);
        assertEquals(List.of(dead), scene.first().list().list(SHOP, failed, null, 10));
        scene.first().deadLetters().purge(SHOP, dead.id());
        assertEquals(List.of(), scene.first().list().list(SHOP, failed, null, 10));
        assertRefused(404, () -> scene.first().get().get(SHOP, dead.id()));
        assertRefused(404, () -> scene.first().deadLetters().purge(SHOP, dead.id()));
        Job next = scene.enqueue(SHOP, "gate", Value.of("another letter"), OPTIONS);
        scene.gate.next().returns(null);
        scene.await(next, COMPLETED);
    }

    @Test
    @DisplayName("PROTOCOL §8: what is no dead letter is 409")
    void refusesWhatIsNoDeadLetter() {
        scene.engine();
        Job job = scene.enqueue("gate");
        assertRefused(409, () -> scene.first().deadLetters().replay(SHOP, job.id()));
        assertRefused(409, () -> scene.first().deadLetters().purge(SHOP, job.id()));
    }
}
