package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.HandlerThreads;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import dev.dwp.engine.WholeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RaceTest {
    private static final int JOBS = 3000;

    /** The payload of jobs that are cancelled as they are about to return; the others, as soon as they are there. */
    private static final Value LATE = Value.of("late");

    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store);

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(HandlerThreads.class)
    @DisplayName("PROTOCOL §5, §7.3: whoever wins between a cancel and a result, state, events and answer agree")
    void cancelsRaceResults(HandlerThreads threads) throws Exception {
        BlockingQueue<JobId> targets = new LinkedBlockingQueue<>();
        scene.handle("step", (payload, context) -> {
                    context.progress(50, null);
                    if (payload.equals(LATE)) {
                        targets.add(context.jobId());
                    }
                    return "result";
                })
                .with(settings -> settings.withThreads(threads).withConcurrency(8));
        store.share();
        scene.start();
        scene.start();
        Map<JobId, Boolean> answers = new ConcurrentHashMap<>();
        List<Thread> cancellers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cancellers.add(Thread.ofPlatform().start(() -> cancelAll(targets, answers)));
        }
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            boolean late = i % 2 == 0;
            Job job = scene.enqueue(Scene.SHOP, "step", late ? LATE : Value.NULL, JobOptions.DEFAULT);
            jobs.add(job);
            if (!late) {
                targets.add(job.id());
            }
        }
        for (Thread canceller : cancellers) {
            canceller.join();
        }
        scene.awaitNews(
                () -> finished() == JOBS,
                () -> "Some never end: " + scene.store.jobs().countByState(Tenant.NONE));
        Map<String, List<Value.Struct>> events = eventsByJob();
        for (Job job : jobs) {
            boolean cancelled = Boolean.TRUE.equals(answers.get(job.id()));
            assertConsistent(scene.job(job.id()), events.getOrDefault(job.id().text(), List.of()), cancelled);
        }
        assertEquals(JOBS, answers.size());
    }

    private long finished() {
        Map<JobState, Long> counts = scene.store.jobs().countByState(Tenant.NONE);
        return counts.getOrDefault(COMPLETED, 0L) + counts.getOrDefault(CANCELLED, 0L);
    }

    private void cancelAll(BlockingQueue<JobId> targets, Map<JobId, Boolean> answers) {
        try {
            while (answers.size() < JOBS) {
                JobId id = targets.poll(1, TimeUnit.MILLISECONDS);
                if (id != null) {
                    answers.put(id, cancelled(id));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean cancelled(JobId id) {
        try {
            scene.first().cancel().cancel(Scene.SHOP, id);
            return true;
        } catch (Refusal refusal) {
            assertEquals(ErrorCode.CONFLICT, refusal.code());
            return false;
        }
    }

    private Map<String, List<Value.Struct>> eventsByJob() {
        return WholeLog.of(scene.store.events(), null).stream()
                .map(LoggedEvent::data)
                .collect(Collectors.groupingBy(data -> String.valueOf(data.text("job_id"))));
    }

    private static void assertConsistent(Job job, List<Value.Struct> events, boolean cancelled) {
        assertEquals(cancelled ? CANCELLED : COMPLETED, job.state());
        List<String> told =
                events.stream().map(event -> String.valueOf(event.text("type"))).toList();
        assertEquals("job.enqueued", told.getFirst());
        assertEquals(cancelled ? "job.cancelled" : "job.completed", told.getLast(), told::toString);
        assertEquals(
                List.of(told.size() - 1),
                IntStream.range(0, events.size())
                        .filter(i -> Value.of(true).equals(events.get(i).member("final")))
                        .boxed()
                        .toList(),
                told::toString);
        assertTrue(told.stream().filter("job.started"::equals).count() <= 1, told::toString);
    }
}
