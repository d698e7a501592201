package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Dialogue;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Jobs that keep all workers of a server busy, so that a backlog can be made that begins to be worked off at once. */
final class Occupation {
    /** What a server is given as {@code workers.concurrency}: its workers are virtual threads, and there may be many. */
    static final int WORKERS = 512;

    private final Dialogue dialogue;
    private final List<String> jobs;

    private Occupation(Dialogue dialogue, List<String> jobs) {
        this.dialogue = dialogue;
        this.jobs = jobs;
    }

    /** Begins it, and returns when no worker is free. */
    static Occupation begin(LoadLoop loop) throws IOException {
        JobCount count = new JobCount();
        Subscription.open(loop, "jobs", null, count);
        Dialogue dialogue = new Dialogue(loop);
        List<String> jobs = dialogue.ask(
                IntStream.range(0, WORKERS).mapToObj(Requests::occupy).toList(), answer -> answer.text("job_id"));
        loop.runUntil(() -> count.started() == WORKERS, Waiting.LIMIT);
        return new Occupation(dialogue, jobs);
    }

    /** Ends it: returns when all of its jobs are cancelled. */
    void end() throws IOException {
        dialogue.ask(
                IntStream.range(0, WORKERS)
                        .mapToObj(id -> Requests.cancel(id, jobs.get(id)))
                        .toList(),
                answer -> answer.text("status"));
    }
}
