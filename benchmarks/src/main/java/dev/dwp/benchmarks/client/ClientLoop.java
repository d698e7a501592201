package dev.dwp.benchmarks.client;

import dev.dwp.client.DwpClient;
import dev.dwp.client.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Keeps so many calls of a client under way: the next is made when one is answered. Closing it waits for the last answers. */
public final class ClientLoop implements AutoCloseable {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final DwpClient client;
    private final Supplier<JobRequest> job;
    private final AtomicLong answers = new AtomicLong();

    /** Each is done when its calls are. */
    private final List<CompletableFuture<Void>> chains = new ArrayList<>();

    private volatile boolean finishing;

    private ClientLoop(DwpClient client, Supplier<JobRequest> job) {
        this.client = client;
        this.job = job;
    }

    /** On so many virtual threads, whose calls block. */
    public static ClientLoop blocking(DwpClient client, int depth, Supplier<JobRequest> job) {
        ClientLoop loop = new ClientLoop(client, job);
        for (int i = 0; i < depth; i++) {
            loop.chains.add(CompletableFuture.runAsync(loop::call, THREADS));
        }
        return loop;
    }

    /** By futures, each of which begins the next. */
    public static ClientLoop chained(DwpClient client, int depth, Supplier<JobRequest> job) {
        ClientLoop loop = new ClientLoop(client, job);
        for (int i = 0; i < depth; i++) {
            loop.chains.add(new CompletableFuture<>());
        }
        loop.chains.forEach(loop::chain);
        return loop;
    }

    private void call() {
        while (!finishing) {
            client.enqueue(job.get());
            answers.incrementAndGet();
        }
    }

    private void chain(CompletableFuture<Void> ended) {
        if (finishing) {
            ended.complete(null);
            return;
        }
        var unused = client.enqueueAsync(job.get()).whenComplete((enqueued, trouble) -> {
            if (trouble == null) {
                answers.incrementAndGet();
                chain(ended);
            } else {
                ended.completeExceptionally(trouble);
            }
        });
    }

    /** The calls that have been answered so far. */
    public long answers() {
        return answers.get();
    }

    /** Waits for the last answers; a call that failed is a failure of this. */
    @Override
    public void close() {
        finishing = true;
        chains.forEach(CompletableFuture::join);
    }
}
