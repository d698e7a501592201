package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RETRYING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final Ears ears = new Ears();
    private final Scene scene = new Scene().hear(ears);

    private static final class Ears implements Telemetry {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void answered(String method, int code, Duration took) {
            throw new AssertionError("Nothing was asked.");
        }

        @Override
        public void jobStarted(String name, QueueName queue, Duration waited) {
            heard.add("%s in %s started after %s".formatted(name, queue, waited));
        }

        @Override
        public void jobEnded(String name, QueueName queue, AttemptEnd end, Duration ran) {
            heard.add("%s in %s %s after %s".formatted(name, queue, end.label(), ran));
        }

        void expect(String message) throws InterruptedException {
            assertEquals(message, heard.poll(30, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    void hearsHowLongJobsWaitAndRun() throws Exception {
        JobEngine engine = scene.engine();
        Job job = scene.enqueue(
                "gate", JobOptions.DEFAULT.withDelay(Duration.ofSeconds(3)).withMaxRetries(1));
        scene.clock.advance(Duration.ofSeconds(5));
        engine.tick();
        Gate.Visit first = scene.gate.next();
        ears.expect("gate in default started after PT2S");
        scene.clock.advance(Duration.ofSeconds(7));
        first.fails(new IllegalStateException("again"));
        scene.await(job, RETRYING);
        ears.expect("gate in default retried after PT7S");
        scene.clock.advance(Duration.ofSeconds(4));
        engine.tick();
        Gate.Visit second = scene.gate.next();
        ears.expect("gate in default started after PT3S");
        second.fails(new IllegalStateException("enough"));
        scene.await(job, FAILED);
        ears.expect("gate in default failed after PT0S");
    }

    @Test
    void hearsOfResultsCancellationsAndLosses() throws Exception {
        JobEngine engine = scene.with(settings -> settings.withLease(Duration.ofSeconds(3)))
                .engine();
        Job job = scene.enqueue("gate");
        engine.tick();
        scene.gate.next().returns(null);
        scene.await(job, COMPLETED);
        ears.expect("gate in default started after PT0S");
        ears.expect("gate in default completed after PT0S");
        Job unwanted = scene.enqueue("gate");
        Scene.awaitSoon(() -> engine.load().running() == 0);
        engine.tick();
        scene.gate.next();
        ears.expect("gate in default started after PT0S");
        scene.clock.advance(Duration.ofSeconds(1));
        engine.cancel().cancel(Scene.SHOP, unwanted.id());
        engine.tick();
        ears.expect("gate in default cancelled after PT1S");
        Job lost = scene.enqueue("gate");
        engine.tick();
        scene.gate.next();
        ears.expect("gate in default started after PT0S");
        scene.clock.advance(Duration.ofSeconds(3));
        scene.with(settings -> settings.withConcurrency(0)).engine().tick();
        assertEquals(RETRYING, scene.job(lost.id()).state());
        engine.tick();
        ears.expect("gate in default lost after PT3S");
    }
}
