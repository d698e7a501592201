package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Style;
import dev.dwp.client.JobRequest;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.model.BatchResult;
import dev.dwp.client.model.EnqueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code dwp job …}. */
final class JobCommands {
    private static final List<String> STATES =
            List.of("pending", "running", "completed", "failed", "retrying", "cancelled");
    private static final Argument ID = Argument.one("job id", "as 'job enqueue' prints it");
    private static final Argument IDS = Argument.some("job id", "as 'job enqueue' prints it");
    private static final Flag STATE = Flag.choice("--state", STATES, "only in that state");
    private static final int MANY = 1000;

    private JobCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        Syntax.of("job enqueue", "enqueue a job")
                                .arguments(
                                        Argument.one("name", "the name of the job"),
                                        Argument.optional("json | @file | -", "the payload"))
                                .flags(
                                        Flag.of("--queue", "name", "the queue (default)"),
                                        Flag.of("--priority", "n", "higher ones run first (0)"),
                                        Flag.of(
                                                "--delay",
                                                "duration",
                                                "not before that has passed: 500ms, 10s, 5m, 2h, 1d"),
                                        Flag.of("--run-at", "time", "not before that instant: 2026-01-31T10:00:00Z"),
                                        Flag.of("--max-retries", "n", "attempts after the first (3)"),
                                        Flag.of("--time-limit", "duration", "the longest an attempt may take (5m)"),
                                        Flag.of("--key", "text", "once for that text; again, it names the same job"),
                                        Flag.of(
                                                "--backoff",
                                                "pauses",
                                                "between attempts: first=1s,factor=2,max=1h,jitter=0.5"),
                                        Flag.on("--lines", "each line of the payload is that of a job of its own"),
                                        Flag.on("--atomic", "with --lines: all jobs of a thousand lines, or none"),
                                        Flag.on("--wait", "wait for the end, and print the job as it is then"))
                                .details(
                                        "With --wait, --timeout limits the whole. The exit code is 1 when the job failed or was cancelled.")
                                .examples(
                                        "dwp job enqueue send-email '{\"to\":\"user@example.com\"}'",
                                        "dwp job enqueue echo '\"hello\"' --wait",
                                        "echo '{\"to\":3}' | dwp job enqueue count - --queue nightly --delay 5m",
                                        "seq 3 | dwp job enqueue echo - --lines"),
                        JobCommands::enqueue),
                new Command(
                        Syntax.of("job get", "show jobs").arguments(IDS).examples("dwp job get $JOB"),
                        call -> SharedCommands.get(call, Waiting.Kind.JOB)),
                new Command(
                        Syntax.of("job list", "list jobs, the newest first")
                                .flags(
                                        STATE,
                                        Flag.of("--queue", "name", "only of that queue"),
                                        Flag.of("--name", "name", "only of that name"),
                                        Flag.of("--key", "text", "only with that key"),
                                        Lists.AFTER,
                                        Lists.BEFORE,
                                        Lists.LIMIT,
                                        Lists.CURSOR,
                                        Lists.ALL)
                                .examples(
                                        "dwp job list --state completed --limit 5",
                                        "dwp job list -o jsonl --created-after 10m"),
                        JobCommands::list),
                new Command(
                        Syntax.of("job cancel", "cancel jobs, running ones too")
                                .arguments(IDS)
                                .examples("dwp job cancel $LATER"),
                        call -> Batches.run(call, "job.cancel", call.given().arguments())),
                new Command(
                        Syntax.of("job explain", "say why a job is not running now")
                                .arguments(ID)
                                .examples("dwp job explain $LATER"),
                        call -> SharedCommands.explain(call, Waiting.Kind.JOB)),
                new Command(
                        Syntax.of("job wait", "wait for the ends of jobs, and print them")
                                .arguments(IDS)
                                .details(
                                        "--timeout limits the whole. The exit code is 1 when one failed or was cancelled.")
                                .examples("dwp job wait $JOB --timeout 1m"),
                        call -> SharedCommands.await(call, Waiting.Kind.JOB)));
    }

    private static int enqueue(Invocation call) throws InterruptedException {
        Given given = call.given();
        if (given.has("--lines")) {
            return lines(call);
        }
        if (given.has("--atomic")) {
            throw new WrongInput("--atomic is about several jobs; give it with --lines.");
        }
        JobRequest request = request(call, call.json(given.argument(1), "payload"));
        if (!given.has("--wait")) {
            EnqueuedJob job = call.client().enqueue(request);
            print(call, job);
            return ExitCode.OK;
        }
        Waiting waiting = new Waiting(call);
        EnqueuedJob job = call.client().enqueue(request);
        call.terminal().note(Style.DIM, "enqueued " + job.jobId());
        return waiting.end(Waiting.Kind.JOB, job.jobId());
    }

    private static void print(Invocation call, EnqueuedJob job) {
        SharedCommands.made(call, Waiting.Kind.JOB, job.jobId(), "queue", job.queue(), job.state());
    }

    /** A thousand jobs at a time: one call and one commit for each thousand. */
    private static int lines(Invocation call) {
        Given given = call.given();
        if (given.has("--wait") || given.text("--key") != null) {
            throw new WrongInput("--lines makes several jobs; leave out %s, which is about one."
                    .formatted(given.has("--wait") ? "--wait" : "--key"));
        }
        String source = given.argument(1);
        if (source == null) {
            throw new WrongInput("--lines needs a payload with lines: '-' for standard input, or '@' and a file.");
        }
        int code = ExitCode.OK;
        List<JobRequest> batch = new ArrayList<>();
        for (String line : call.text(source, "payload").lines().toList()) {
            if (!line.isBlank()) {
                batch.add(request(call, call.json(line, "payload's line")));
            }
            if (batch.size() == MANY) {
                code = Math.max(code, enqueueMany(call, batch));
                batch.clear();
            }
        }
        return batch.isEmpty() ? code : Math.max(code, enqueueMany(call, batch));
    }

    private static int enqueueMany(Invocation call, List<JobRequest> batch) {
        int code = ExitCode.OK;
        List<BatchResult<EnqueuedJob>> results = call.given().has("--atomic")
                ? call.client().enqueueAll(batch).stream()
                        .map(job -> new BatchResult<>(job, null))
                        .toList()
                : call.client().enqueueMany(batch);
        for (BatchResult<EnqueuedJob> result : results) {
            EnqueuedJob job = result.value();
            DwpException error = result.error();
            if (job != null) {
                print(call, job);
            } else if (error != null) {
                call.terminal().note(Style.RED, String.valueOf(error.getMessage()));
                code = ExitCode.of(error);
            }
        }
        return code;
    }

    private static JobRequest request(Invocation call, @Nullable JsonNode payload) {
        Given given = call.given();
        JobRequest request = JobRequest.of(call.given().arguments().getFirst(), payload);
        String queue = given.text("--queue");
        Long priority = given.number("--priority");
        Duration delay = given.duration("--delay");
        String runAt = given.text("--run-at");
        Long retries = given.number("--max-retries");
        Duration limit = given.duration("--time-limit");
        String key = given.text("--key");
        String backoff = given.text("--backoff");
        if (delay != null && runAt != null) {
            throw new WrongInput("--delay and --run-at both say when; leave out one of them.");
        }
        request = queue == null ? request : request.withQueue(queue);
        request = priority == null ? request : request.withPriority(whole("--priority", priority));
        request = delay == null ? request : request.withDelay(delay);
        request = runAt == null ? request : request.withRunAt(instant(runAt));
        request = retries == null ? request : request.withMaxRetries(whole("--max-retries", retries));
        request = limit == null ? request : request.withTimeout(limit);
        request = key == null ? request : request.withKey(key);
        return backoff == null ? request : request.withBackoff(pauses(backoff));
    }

    private static int whole(String flag, long number) {
        if (number != (int) number) {
            throw new WrongInput("%s needs a number of 32 bits, which %d is not.".formatted(flag, number));
        }
        return (int) number;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new WrongInput(
                    "--run-at needs a time such as 2026-01-31T10:00:00Z, which '%s' is not.".formatted(text));
        }
    }

    private static JobRequest.Pauses pauses(String text) {
        Duration first = Duration.ofSeconds(1);
        double factor = 2;
        Duration most = Duration.ofHours(1);
        double jitter = 0.5;
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            switch (pair[0].strip()) {
                case "first" -> first = Durations.parse("first in --backoff", value);
                case "max" -> most = Durations.parse("max in --backoff", value);
                case "factor" -> factor = decimal("factor", value);
                case "jitter" -> jitter = decimal("jitter", value);
                default ->
                    throw new WrongInput(
                            "--backoff has first, factor, max and jitter, as in first=1s,factor=2,max=1h,jitter=0.5; '%s' is none of them."
                                    .formatted(part));
            }
        }
        return new JobRequest.Pauses(first, factor, most, jitter);
    }

    private static double decimal(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new WrongInput("%s in --backoff needs a number, which '%s' is not.".formatted(name, value));
        }
    }

    private static int list(Invocation call) {
        ObjectNode data =
                Lists.filters(call, "--state", "--queue", "--name", "--key", "--created-after", "--created-before");
        call.output()
                .list(
                        Lists.fetch(call, "job.list", data, "jobs"),
                        List.of("ID", "NAME", "QUEUE", "STATE", "CREATED", "ERROR"),
                        job -> Texts.cells(job, "id", "name", "queue", "state", "created_at", "last_error"));
        return ExitCode.OK;
    }
}
