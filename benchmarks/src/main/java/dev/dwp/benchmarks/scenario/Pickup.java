package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Listener;
import dev.dwp.benchmarks.client.LoadConnection;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Received;
import dev.dwp.benchmarks.client.Subscription;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How soon a job is begun when workers are idle: 50 a second, one by one. The time is that of what a client sees: from the
 * answer to its enqueue to the event that tells of the start, and none when the event is there first.
 */
final class Pickup implements Listener {
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int JOBS = 250;

    private final Map<String, Long> answered = new HashMap<>();
    private final Map<String, Long> started = new HashMap<>();
    private final Map<String, Long> sent = new HashMap<>();
    private final long[] sentAt = new long[JOBS];
    private final Latencies begun = new Latencies();
    private final Latencies whole = new Latencies();

    private Pickup() {}

    static Pickup measure(URI server) throws IOException {
        try (LoadLoop loop = new LoadLoop(server)) {
            Pickup pickup = new Pickup();
            pickup.run(loop);
            return pickup;
        }
    }

    private void run(LoadLoop loop) throws IOException {
        Subscription.open(loop, "jobs", null, this::jobEvent);
        LoadConnection connection = loop.connect(this);
        long start = System.nanoTime();
        for (int id = 0; id < JOBS; id++) {
            sentAt[id] = System.nanoTime();
            connection.send(Requests.echo(id));
            loop.run(Duration.ofNanos(start + (id + 1) * BETWEEN.toNanos() - System.nanoTime()));
        }
        loop.runUntil(() -> begun.count() == JOBS && whole.count() == JOBS, Waiting.LIMIT);
    }

    /** From a job's answer to its start. */
    Latencies begun() {
        return begun;
    }

    /** That, and from a job's request to its completion. */
    Figures figures() {
        return new Figures().put("begun", begun).put("completed since sent", whole);
    }

    @Override
    public void answered(int id, Received response) {
        String job = response.text("job_id");
        answered.put(job, System.nanoTime());
        sent.put(job, sentAt[id]);
        Long startedAt = started.get(job);
        if (startedAt != null) {
            begun.add(0);
        }
    }

    private void jobEvent(Received event) {
        long now = System.nanoTime();
        String job = event.text("job_id");
        if (event.contains(JobCount.STARTED)) {
            started.put(job, now);
            Long answeredAt = answered.get(job);
            if (answeredAt != null) {
                begun.add(now - answeredAt);
            }
        } else if (event.contains(JobCount.COMPLETED)) {
            Long sentFirst = sent.get(job);
            whole.add(sentFirst == null ? 0 : now - sentFirst);
        }
    }
}
