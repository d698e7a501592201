package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.in.ExplainJob.Code;
import dev.dwp.application.port.in.ExplainJob.Reason;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is done to an engine, in whatever order, it is as the model says: states, counts, times, events, reasons. */
class ModelTest {
    private static final Set<String> LAST = Set.of("completed", "cancelled", "dlq");

    @Provide
    Arbitrary<List<Operation>> histories() {
        return Operation.any().list().ofMinSize(1).ofMaxSize(80);
    }

    @Property(tries = 300)
    @Label("PROTOCOL §5, §7.2: jobs live as the model of their states says")
    void livesAsTheModelSays(@ForAll("histories") List<Operation> history) throws Exception {
        ModelWorld world = new ModelWorld();
        try {
            for (Operation operation : history) {
                world.apply(operation);
                compare(world);
            }
        } finally {
            world.end();
        }
    }

    private static void compare(ModelWorld world) {
        Map<JobState, Long> counts = new HashMap<>();
        for (Expected expected : world.jobs.values()) {
            Job job = world.stored(expected);
            counts.merge(expected.state, 1L, Long::sum);
            assertEquals(expected.state, job.state(), job::toString);
            assertEquals(expected.retryCount, job.retryCount(), job::toString);
            assertEquals(expected.percent, percent(job), job::toString);
            assertEquals(expected.state == RUNNING, job.lease() != null, job::toString);
            if (expected.waits()) {
                assertEquals(expected.runAt, job.runAt(), job::toString);
            }
            compareEvents(world, expected);
            compareReasons(world, expected);
        }
        assertEquals(counts, world.memory.jobs().countByState(Tenant.NONE));
        assertEquals(
                world.jobs.keySet().stream()
                        .sorted(Comparator.comparing(id -> id.text(), Comparator.reverseOrder()))
                        .toList(),
                world.node.engine.list().list(OPERATOR, new ListJobs.Filter(null, null, null), null, 1000).stream()
                        .map(Job::id)
                        .toList());
        world.purged.forEach(
                id -> Scene.assertRefused(404, () -> world.node.engine.get().get(OPERATOR, id)));
    }

    private static @Nullable Integer percent(Job job) {
        Progress progress = job.progress();
        return progress == null ? null : progress.percent();
    }

    private static void compareEvents(ModelWorld world, Expected expected) {
        List<Value.Struct> events = world
                .memory
                .events()
                .read(Cursor.START, new Channel.OneJob(expected.id), Tenant.NONE, 1000)
                .events()
                .stream()
                .map(event -> event.data())
                .toList();
        assertEquals(
                expected.told,
                events.stream()
                        .map(data -> String.valueOf(data.text("type")).substring("job.".length()))
                        .toList());
        for (int i = 0; i < events.size(); i++) {
            assertEquals(
                    LAST.contains(expected.told.get(i)),
                    Value.of(true).equals(events.get(i).member("final")));
        }
    }

    private static void compareReasons(ModelWorld world, Expected expected) {
        Instant now = world.clock.instant();
        List<Code> codes = world.node.engine.explain().explain(OPERATOR, expected.id).reasons().stream()
                .map(Reason::code)
                .toList();
        if (expected.state == RUNNING) {
            assertEquals(List.of(Code.RUNNING), codes);
        } else if (expected.state.finished()) {
            assertEquals(List.of(Code.FINISHED), codes);
        } else {
            boolean due = !expected.runAt.isAfter(now);
            int queue = expected.asked.choice().queue();
            Code early = expected.state == JobState.PENDING ? Code.SCHEDULED : Code.RETRY_BACKOFF;
            assertEquals(!due, codes.getFirst() == early, codes::toString);
            assertEquals(world.paused.contains(queue), codes.contains(Code.QUEUE_PAUSED), codes::toString);
            assertEquals(due && !world.roomIn(queue), codes.contains(Code.QUEUE_CONCURRENCY), codes::toString);
            assertEquals(due && world.node.engine.load().full(), codes.contains(Code.WORKERS_BUSY), codes::toString);
            assertTrue(!codes.contains(Code.NO_WORKER) && !codes.contains(Code.QUEUE_RATE), codes::toString);
            assertEquals(goFirst(world, expected, due, now), codes.contains(Code.QUEUED_BEHIND), codes::toString);
        }
    }

    /** Whether it waits for jobs before it, or for nothing but to be picked up. */
    private static boolean goFirst(ModelWorld world, Expected job, boolean due, Instant now) {
        boolean nothingElse = world.eligible(job, now)
                && world.roomIn(job.asked.choice().queue())
                && !world.node.engine.load().full();
        boolean others = world.jobs.values().stream()
                .anyMatch(other ->
                        other.waits() && !other.runAt.isAfter(now) && other.sameLane(job) && other.before(job));
        return due && (nothingElse || others);
    }
}
