package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.terminal.Progress;
import dev.dwp.client.DwpClient;
import dev.dwp.client.JobRequest;
import dev.dwp.client.SubscribeOptions;
import dev.dwp.client.Subscription;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code dwp bench}: enqueues jobs as fast as a number of calls under way allows, and follows each to its end. */
final class BenchCommand {
    private static final int MOST_JOBS = 10_000_000;
    private static final int MOST_DEPTH = 10_000;
    private static final int BUFFER = 10_000;
    /** The bar is drawn no sooner again than after that. */
    private static final Duration REDRAW = Duration.ofMillis(100);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Invocation call;
    private final DwpClient client;
    private final int jobs;
    private final int depth;
    private final JobRequest request;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<@Nullable DwpException> refused = new AtomicReference<>();
    private final long[] latencies; // each place is written once, before `answered` counts it
    private volatile long lastAnswer; // written by threads of the client; the last one counts

    private BenchCommand(Invocation call) {
        this.call = call;
        this.client = call.patientClient();
        this.jobs = call.given().number("--jobs", 1000, 1, MOST_JOBS);
        this.depth = call.given().number("--depth", 64, 1, MOST_DEPTH);
        JsonNode payload = call.json(call.given().argument(0), "payload");
        this.request = JobRequest.of(call.given().text("--name", "echo"), payload)
                .withQueue(call.given()
                        .text("--queue", "bench-" + UUID.randomUUID().toString().substring(0, 8)));
        this.latencies = new long[jobs];
    }

    static Command command() {
        return new Command(
                Syntax.of("bench", "enqueue many jobs, and measure how fast they are accepted and done")
                        .arguments(Argument.optional("json | @file | -", "the payload of each"))
                        .flags(
                                Flag.of("--jobs", "n", "how many (1000)"),
                                Flag.of("--depth", "n", "calls under way at a time (64)"),
                                Flag.of("--name", "name", "the name of the jobs (echo)"),
                                Flag.of("--queue", "name", "the queue (a new one)"))
                        .details("--timeout limits the whole. The exit code is 1 when a job failed.")
                        .examples("dwp bench --jobs 200 --depth 16"),
                call -> new BenchCommand(call).run());
    }

    private int run() {
        Duration timeout = call.timeout();
        String channel = "queue:" + request.queue();
        SubscribeOptions options = SubscribeOptions.fromNow().withBuffer(BUFFER);
        try (Subscription events = client.subscribe(channel, options);
                Progress progress = new Progress(call.terminal(), "bench")) {
            long begin = System.nanoTime();
            long drawn = begin - REDRAW.toNanos();
            Thread sender = Thread.ofVirtual().name("sender").start(this::send);
            Set<String> ended = new HashSet<>();
            Set<String> unsuccessful = new HashSet<>();
            while (answered.get() < jobs || ended.size() < jobs || !ended.containsAll(accepted)) {
                DwpException refusal = refused.get();
                long elapsed = System.nanoTime() - begin;
                if (refusal != null || (timeout != null && elapsed > timeout.toNanos())) {
                    sender.interrupt();
                    return refused(refusal, ended.size());
                }
                Optional<Event> next = events.next(LOOK);
                while (next.isPresent()) {
                    Event event = next.get();
                    String job = event.jobId();
                    if (event.isFinal() && job != null && ended.add(job) && !"completed".equals(event.state())) {
                        unsuccessful.add(job);
                    }
                    next = ended.size() % 1000 == 0 ? Optional.empty() : events.next(Duration.ZERO);
                }
                if (System.nanoTime() - drawn >= REDRAW.toNanos()) {
                    drawn = System.nanoTime();
                    progress.show((double) ended.size() / jobs, ended.size() + " of " + jobs + " done");
                }
            }
            unsuccessful.retainAll(accepted); // in a queue that others use, too, there are others' jobs
            int failed = unsuccessful.size();
            report(System.nanoTime() - begin, lastAnswer - begin, failed);
            return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private int refused(@Nullable DwpException refusal, int ended) {
        if (refusal != null) {
            throw refusal;
        }
        call.terminal()
                .note("Only %d of %d jobs were done within %s."
                        .formatted(ended, jobs, call.given().text("--timeout", "")));
        return ExitCode.TIMED_OUT;
    }

    private void send() {
        Semaphore room = new Semaphore(depth);
        try {
            for (int i = 0; i < jobs && refused.get() == null; i++) {
                room.acquire();
                int place = i;
                long begin = System.nanoTime();
                Future<?> unused = client.enqueueAsync(request).whenComplete((job, failure) -> {
                    room.release();
                    answer(place, begin, job, failure);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(int place, long begin, @Nullable EnqueuedJob job, @Nullable Throwable failure) {
        if (job != null) {
            lastAnswer = System.nanoTime();
            latencies[place] = lastAnswer - begin;
            accepted.add(job.jobId());
            answered.incrementAndGet();
        } else {
            Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
            refused.compareAndSet(
                    null,
                    cause instanceof DwpException refusal ? refusal : new DwpException(0, String.valueOf(cause), null));
        }
    }

    private void report(long nanos, long enqueueNanos, int failed) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        ObjectNode report = call.data()
                .put("jobs", jobs)
                .put("depth", depth)
                .put("failed", failed)
                .put("elapsed_ms", nanos / 1_000_000)
                .put("enqueued_per_second", perSecond(enqueueNanos))
                .put("done_per_second", perSecond(nanos));
        ObjectNode latency = report.putObject("enqueue_us");
        latency.put("p50", micros(sorted, 0.5)).put("p99", micros(sorted, 0.99)).put("max", micros(sorted, 1));
        call.output().value(report, it -> {
            call.terminal()
                    .print("%d jobs in %s, %d failed".formatted(jobs, Durations.text(nanos / 1_000_000), failed));
            call.terminal().print("enqueued  %d/s".formatted(perSecond(enqueueNanos)));
            call.terminal().print("done      %d/s".formatted(perSecond(nanos)));
            call.terminal()
                    .print("enqueue   p50 %s µs  p99 %s µs  max %s µs"
                            .formatted(
                                    latency.path("p50").asText(),
                                    latency.path("p99").asText(),
                                    latency.path("max").asText()));
        });
    }

    private long perSecond(long nanos) {
        return Math.round(jobs / Math.max(1e-9, nanos / 1e9));
    }

    private static long micros(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))] / 1_000;
    }
}
