package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.cli.terminal.Progress;
import dev.dwp.client.DwpClient;
import dev.dwp.client.SubscribeOptions;
import dev.dwp.client.Subscription;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for the ends of jobs and runs, with a progress bar where somebody sees it. */
final class Waiting {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Invocation call;
    private final DwpClient client;
    private final Instant begin;
    private final @Nullable Duration timeout;

    /** The kinds of things that end. */
    enum Kind {
        JOB("job.get", "job.explain", "job_id", "job:"),
        RUN("workflow.get", "workflow.explain", "run_id", "workflow:");

        private final String method;
        private final String explain;
        private final String member;
        private final String channel;

        Kind(String method, String explain, String member, String channel) {
            this.method = method;
            this.explain = explain;
            this.member = member;
            this.channel = channel;
        }

        String method() {
            return method;
        }

        String member() {
            return member;
        }

        String channel() {
            return channel;
        }

        String explain() {
            return explain;
        }
    }

    Waiting(Invocation call) {
        this.call = call;
        this.client = call.patientClient();
        this.begin = call.clock().instant();
        this.timeout = call.timeout();
    }

    /** Waits for the end of one, writes it, and returns the exit code that its state means. */
    int end(Kind kind, String id) throws InterruptedException {
        JsonNode ended = await(kind, id);
        if (ended == null) {
            call.terminal()
                    .note("%s has not ended within %s."
                            .formatted(id, call.given().text("--timeout", "")));
            return ExitCode.TIMED_OUT;
        }
        call.output().value(ended, it -> Texts.fields(call.output(), it));
        return code(ended);
    }

    static int code(JsonNode ended) {
        return ended.path("state").asText().equals("completed") ? ExitCode.OK : ExitCode.FAILED;
    }

    private @Nullable JsonNode await(Kind kind, String id) throws InterruptedException {
        if (!call.terminal().kind().err()) {
            return poll(kind, id, null, null);
        }
        try (Progress progress = new Progress(call.terminal(), id);
                Subscription events = client.subscribe(kind.channel() + id, SubscribeOptions.fromNow())) {
            progress.show(-1, "waiting");
            return poll(kind, id, events, progress);
        } catch (DwpException e) {
            // A token may be allowed to read and not to subscribe; then nobody sees progress.
            if (e.code() != 403) {
                throw e;
            }
            return poll(kind, id, null, null);
        }
    }

    private @Nullable JsonNode poll(Kind kind, String id, @Nullable Subscription events, @Nullable Progress progress)
            throws InterruptedException {
        while (true) {
            Duration left = timeout == null ? LONGEST_CALL : timeout.minus(Duration.between(begin, now()));
            if (left.isNegative() || left.isZero()) {
                return null;
            }
            Duration wait = left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
            CompletableFuture<JsonNode> answer = client.callAsync(
                    kind.method(), call.data().put(kind.member(), id).put("wait_ms", Math.max(1, wait.toMillis())));
            JsonNode got = result(answer, events, progress);
            if (ENDED.contains(got.path("state").asText())) {
                return got;
            }
        }
    }

    private Instant now() {
        return call.clock().instant();
    }

    private static JsonNode result(
            CompletableFuture<JsonNode> answer, @Nullable Subscription events, @Nullable Progress progress)
            throws InterruptedException {
        while (true) {
            try {
                if (events == null || progress == null || events.ended()) {
                    return answer.get();
                }
                events.next(LOOK).ifPresent(event -> show(event, progress));
                if (answer.isDone()) {
                    return answer.get(0, TimeUnit.MILLISECONDS);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof DwpException failure) {
                    throw failure;
                }
                throw new CompletionException(e);
            } catch (TimeoutException e) {
                throw new IllegalStateException("A future that is done answers at once.", e);
            }
        }
    }

    private static void show(Event event, Progress progress) {
        double percent = Optional.ofNullable(event.percent()).orElse(-100.0);
        String note = Optional.ofNullable(event.note()).orElse("");
        String step = Optional.ofNullable(event.stepName()).orElse("");
        progress.show(percent / 100, note.isEmpty() ? (event.type() + " " + step).strip() : note);
    }
}
