package dev.dwp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the tailer asks the log. */
class TailerReadsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DEADLINE_SECONDS = 60;

    private final MemoryStore store = new MemoryStore();
    private final Map<Topic, Runnable> bells = new EnumMap<>(Topic.class);
    private final Counting log = new Counting(store.events());
    private final Broker broker = new Broker(log, this::on, new SupervisedThreads());

    /** A log that counts how often it is read. */
    private record Counting(EventLog log, Semaphore reads) implements EventLog {
        Counting(EventLog log) {
            this(log, new Semaphore(0));
        }

        @Override
        public Cursor head() {
            return log.head();
        }

        @Override
        public LogExtent extent() {
            return log.extent();
        }

        @Override
        public Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
            Page page = log.read(after, channel, view, limit);
            reads.release();
            return page;
        }

        @Override
        public boolean caughtUp(Cursor upTo) {
            return log.caughtUp(upTo);
        }

        @Override
        public int trim(long keep, Instant before, int limit) {
            return log.trim(keep, before, limit);
        }

        void awaitReads(int most) throws InterruptedException {
            if (!reads.tryAcquire(most, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The log is not read.");
            }
        }
    }

    private Wakeups.Registration on(Topic topic, Runnable wake) {
        bells.put(topic, wake);
        return () -> bells.remove(topic);
    }

    private void ring(Topic topic) {
        Objects.requireNonNull(bells.get(topic)).run();
    }

    private void enqueue(String id) {
        JobSpec spec = new JobSpec(
                "work",
                QueueName.DEFAULT,
                Value.NULL,
                0,
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(1),
                null,
                Tenant.NONE,
                null);
        store.commits().commit(Changeset.of(NOW, new Change.OfJob(Job.enqueue(new JobId(id), spec, NOW, NOW))));
    }

    @AfterEach
    void close() {
        broker.close();
        store.close();
    }

    @Test
    void onceWhereWhatThisServerHasCommittedIsAllThereIs() {
        enqueue("job_" + "0".repeat(26));
        broker.tick();
        assertEquals(store.events().head(), broker.handedOut());
        assertEquals(1, log.reads().availablePermits());
    }

    @Test
    void onceMoreWhereAnotherServerMayHaveCommittedBehindIt() throws InterruptedException {
        broker.start();
        log.awaitReads(1); // as it begins
        enqueue("job_" + "0".repeat(26));
        ring(Topic.REMOTE_EVENTS);
        log.awaitReads(2);
        assertEquals(store.events().head(), broker.handedOut());
    }
}
