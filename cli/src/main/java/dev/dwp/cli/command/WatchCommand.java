package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Nearest;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Style;
import dev.dwp.client.DwpClient;
import dev.dwp.client.SubscribeOptions;
import dev.dwp.client.Subscription;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.ForbiddenException;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** {@code dwp watch}: events of a channel, as they come, none missing and none twice, across reconnects. */
final class WatchCommand {
    private static final List<String> CHANNELS = List.of("jobs", "workflows", "firehose");
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Invocation call;
    private final String channel;
    private final Until until;
    private final AtomicBoolean told = new AtomicBoolean();
    private long taken;
    private int code = ExitCode.OK;

    /**
     * When to end.
     *
     * @param last after the final event of a job or run
     * @param count after so many events; 0 for no limit
     * @param idle after a time without any; {@code null} for no limit
     */
    private record Until(boolean last, long count, @Nullable Duration idle) {}

    private WatchCommand(Invocation call) {
        this.call = call;
        this.channel = channel(call.given().arguments().getFirst());
        this.until = until(call.given().text("--until"));
    }

    static Command command() {
        return new Command(
                Syntax.of("watch", "print events as they happen")
                        .arguments(Argument.one(
                                "channel | job id | run id", "jobs, workflows, firehose, queue:<name>, or an id"))
                        .flags(
                                Flag.of(
                                        "--after",
                                        "cursor | oldest",
                                        "from the event after that one, or from the oldest kept"),
                                Flag.of(
                                        "--until",
                                        "final | idle | count=<n>",
                                        "end after the last event of a job or run, when none comes for a second, or after n"))
                        .details(
                                "A lost connection is made again, and the events go on where they were. When it ends, the cursor to "
                                        + "go on from is printed on standard error. Of a job or run, the end is its last event where "
                                        + "--until says nothing else; the exit code is then 1 when it failed or was cancelled.")
                        .examples(
                                "dwp watch jobs --after oldest --until idle",
                                "dwp watch $JOB --after oldest",
                                "dwp watch firehose --after oldest --until count=3 -o jsonl"),
                call -> new WatchCommand(call).run());
    }

    private static String channel(String written) {
        if (written.startsWith("job_")) {
            return "job:" + written;
        }
        if (written.startsWith("run_")) {
            return "workflow:" + written;
        }
        if (CHANNELS.contains(written) || written.matches("(job|workflow|queue):.+")) {
            return written;
        }
        String meant = Nearest.to(written, CHANNELS)
                .map("did you mean '%s'?"::formatted)
                .orElse("there are jobs, workflows, firehose and queue:<name>, and the ids of jobs and runs.");
        throw new WrongInput("There is no channel '%s'; %s".formatted(written, meant));
    }

    private Until until(@Nullable String written) {
        boolean one = channel.startsWith("job:") || channel.startsWith("workflow:");
        if (written == null) {
            return new Until(one, 0, null);
        }
        if (written.equals("final")) {
            return new Until(true, 0, null);
        }
        if (written.equals("idle")) {
            return new Until(false, 0, QUIET);
        }
        if (written.startsWith("idle=")) {
            return new Until(false, 0, Durations.parse("--until idle=", written.substring(5)));
        }
        if (written.matches("count=[1-9][0-9]{0,17}")) {
            return new Until(false, Long.parseLong(written.substring(6)), null);
        }
        throw new WrongInput(
                "--until is final, idle or count=<n> with a number from 1; '%s' is none of them.".formatted(written));
    }

    private int run() {
        SubscribeOptions options = SubscribeOptions.fromNow()
                .withAfter(call.given().text("--after"))
                .withGaps(SubscribeOptions.Gaps.REPORT);
        DwpClient client = call.patientClient();
        try (Subscription events = client.subscribe(channel, options)) {
            call.interrupts().add(() -> tell(events.cursor()));
            call.terminal().note(Style.DIM, "watching " + channel);
            try {
                boolean complete = ended(client) ? rest(events) : follow(events);
                return complete ? code : ExitCode.TIMED_OUT;
            } finally {
                tell(events.cursor());
            }
        }
    }

    /**
     * True of a job or run that had ended when the subscription had begun: then it may be that no event comes. Who may not read
     * it, waits for its events.
     */
    private boolean ended(DwpClient client) {
        boolean job = channel.startsWith("job:");
        if (!until.last() || call.given().text("--after") != null || !(job || channel.startsWith("workflow:"))) {
            return false;
        }
        ObjectNode data = call.data().put(job ? "job_id" : "run_id", channel.substring(channel.indexOf(':') + 1));
        try {
            String state = client.call(job ? "job.get" : "workflow.get", data)
                    .path("state")
                    .asText();
            code = state.equals("completed") ? ExitCode.OK : ExitCode.FAILED;
            return List.of("completed", "failed", "cancelled").contains(state);
        } catch (ForbiddenException e) {
            return false;
        }
    }

    /** Takes what came between the subscription and the end, if anything did. */
    private boolean rest(Subscription events) {
        int state = code;
        for (Optional<Event> event = events.next(QUIET); event.isPresent(); event = events.next(QUIET)) {
            if (take(event.get())) {
                return true;
            }
        }
        code = state;
        call.terminal().note("It has ended already; --after oldest shows how.");
        return true;
    }

    /** False when {@code --timeout} has passed before the end. */
    private boolean follow(Subscription events) {
        Instant begin = call.clock().instant();
        Duration timeout = call.timeout();
        Instant latest = begin;
        while (true) {
            Optional<Event> next = events.next(LOOK);
            Instant now = call.clock().instant();
            if (next.isPresent()) {
                latest = now;
                if (take(next.get())) {
                    return true;
                }
            } else if (events.ended()) {
                throw new ConnectionLostException("The events of %s have ended.".formatted(channel), null);
            }
            if (until.idle() != null && Duration.between(latest, now).compareTo(until.idle()) >= 0) {
                return true;
            }
            if (timeout != null && Duration.between(begin, now).compareTo(timeout) >= 0) {
                return false;
            }
        }
    }

    /** Writes an event; true when it is the last one wanted. */
    private boolean take(Event event) {
        print(event);
        Event.Gap gap = event.gap();
        if (gap != null) {
            call.terminal()
                    .note(
                            Style.YELLOW,
                            "Events before %s are no longer kept; some are missing here.".formatted(gap.until()));
            return false;
        }
        taken++;
        if (until.last() && event.isFinal()) {
            code = "completed".equals(event.state()) ? ExitCode.OK : ExitCode.FAILED;
            return true;
        }
        return taken == until.count();
    }

    private void print(Event event) {
        if (call.output().text()) {
            call.terminal().print(EventLine.of(call.terminal(), event));
        } else {
            call.output().json(frame(event));
        }
    }

    private ObjectNode frame(Event event) {
        ObjectNode frame =
                call.data().put("id", event.cursor()).put("type", "event").put("channel", event.channel());
        ObjectNode data = event.json().deepCopy();
        Event.Gap gap = event.gap();
        if (gap != null) {
            data.put("after", gap.after()).put("until", gap.until());
        }
        frame.set("data", data);
        Instant time = event.time();
        if (time != null) {
            frame.put("ts", time.toString());
        }
        return frame;
    }

    /** Once, whether it ends by itself or is interrupted. */
    private void tell(@Nullable String cursor) {
        if (cursor != null && told.compareAndSet(false, true)) {
            call.terminal().note("Go on with: dwp watch %s --after %s".formatted(channel, cursor));
        }
    }
}
