package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.FullScreen;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Table;
import dev.dwp.cli.terminal.Table.Cell;
import dev.dwp.cli.terminal.Terminal;
import dev.dwp.client.DwpClient;
import dev.dwp.client.SubscribeOptions;
import dev.dwp.client.Subscription;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.ForbiddenException;
import dev.dwp.client.error.UnavailableException;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code dwp top}: counts, rates, queues and the latest events on a full screen; elsewhere, counts line by line. */
final class TopCommand {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long FRAME_NANOS = 200_000_000;
    private static final int EVENTS = 200;

    private final Invocation call;
    private final DwpClient client;
    private final Duration interval;
    private final Deque<String> latest = new ArrayDeque<>();
    private @Nullable JsonNode stats;
    private String rates = "";
    private String trouble = "";
    private long statsNanos;
    private long frames;

    private TopCommand(Invocation call) {
        this.call = call;
        Duration given = call.given().duration("--interval");
        if (given != null && given.toMillis() < 100) {
            throw new WrongInput("--interval needs 100ms or more, which %s is not."
                    .formatted(call.given().text("--interval")));
        }
        this.interval = given == null ? INTERVAL : given;
        this.client = call.client();
    }

    static Command command() {
        return new Command(
                Syntax.of("top", "show counts, rates, queues and events as they change")
                        .flags(
                                Flag.of("--interval", "duration", "between two looks (1s)"),
                                Flag.of("--count", "n", "end after so many looks (on a terminal none, elsewhere 1)"))
                        .details(
                                "q ends it. Where standard output is no terminal, TERM is dumb, or -o asks for JSON, each look is "
                                        + "the answer to stats, in that form.")
                        .examples("dwp top --count 2 --interval 200ms -o jsonl"),
                call -> new TopCommand(call).run());
    }

    private int run() throws InterruptedException {
        boolean screen = call.terminal().kind().out()
                && call.output().text()
                && !call.variable("TERM").equals("dumb");
        int count = call.given().number("--count", screen ? 0 : 1, 1, Integer.MAX_VALUE);
        if (!screen) {
            return lines(count);
        }
        look(); // what cannot be reached or is refused is said on the first screen
        try (FullScreen full = new FullScreen(call.terminal())) {
            call.interrupts().add(full::close);
            show(full, count);
        }
        return ExitCode.OK;
    }

    private int lines(int count) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < count; i++) {
            if (i > 0 && never.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
            call.output().value(client.call("stats", call.data()), it -> ServerCommands.print(call.terminal(), it));
        }
        return ExitCode.OK;
    }

    private void show(FullScreen full, int count) throws InterruptedException {
        Subscription events = subscribe();
        try {
            long drawn = System.nanoTime();
            draw(full);
            frames = 1;
            while (count == 0 || frames < count) {
                int key = full.key(50);
                if (key == 'q' || key == 'Q') {
                    return;
                }
                boolean news = take(events);
                long now = System.nanoTime();
                boolean due = now - statsNanos >= interval.toNanos();
                if (due) {
                    lookAgain();
                    frames++;
                }
                if (due || (news && now - drawn >= FRAME_NANOS)) {
                    draw(full);
                    drawn = now;
                }
            }
        } finally {
            if (events != null) {
                events.close();
            }
        }
    }

    /** Who may not subscribe, or has no connection now, sees counts alone. */
    private @Nullable Subscription subscribe() {
        try {
            return client.subscribe("firehose", SubscribeOptions.fromNow().withGaps(SubscribeOptions.Gaps.REPORT));
        } catch (ForbiddenException | ConnectionLostException | UnavailableException e) {
            return null;
        }
    }

    private boolean take(@Nullable Subscription events) {
        if (events == null || events.ended()) {
            return false;
        }
        boolean news = false;
        for (Optional<Event> event = events.next(Duration.ZERO);
                event.isPresent();
                event = events.next(Duration.ZERO)) {
            latest.addFirst(line(event.get()));
            if (latest.size() > EVENTS) {
                latest.removeLast();
            }
            news = true;
        }
        return news;
    }

    private void lookAgain() {
        try {
            look();
            trouble = "";
        } catch (DwpException e) {
            statsNanos = System.nanoTime();
            trouble = String.valueOf(e.getMessage());
        }
    }

    private void look() {
        JsonNode before = stats;
        long then = statsNanos;
        JsonNode now = client.call("stats", call.data());
        statsNanos = System.nanoTime();
        stats = now;
        if (before != null) {
            double seconds = Math.max(0.001, (statsNanos - then) / 1e9);
            rates = "  %s completed/s  %s failed/s  %s events/s"
                    .formatted(
                            rate(before, now, "/jobs/completed", seconds),
                            rate(before, now, "/jobs/failed", seconds),
                            rate(before, now, "/broker/total_published", seconds));
        }
    }

    private static String rate(JsonNode before, JsonNode now, String path, double seconds) {
        long grown = now.at(path).asLong() - before.at(path).asLong();
        return String.format(Locale.ROOT, "%.1f", Math.max(0, grown) / seconds);
    }

    private void draw(FullScreen full) {
        FullScreen.Size size = full.size();
        full.draw(lines(), size);
    }

    private List<String> lines() {
        Terminal terminal = call.terminal();
        JsonNode now = stats == null ? call.data() : stats;
        List<String> lines = new ArrayList<>();
        lines.add(terminal.styled(Style.BOLD, "dwp top")
                + "  %s  %s  store %s  up %s  q quits"
                        .formatted(
                                now.path("node").asText(),
                                now.path("version").asText(),
                                now.path("store").asText(),
                                Durations.text(now.path("uptime_ms").asLong())));
        lines.add(trouble.isEmpty() ? "" : terminal.styled(Style.RED, trouble));
        lines.add("%s connections  %s sessions  %s subscriptions%s"
                .formatted(
                        now.path("connections").asText(),
                        now.path("sessions").asText(),
                        now.path("subscriptions").asText(),
                        rates));
        lines.add(ServerCommands.counts(terminal, "jobs", now.path("jobs")));
        lines.add(ServerCommands.counts(terminal, "runs", now.path("workflows")));
        lines.add("");
        if (!now.path("queues").isEmpty()) {
            Table queues = new Table(terminal, List.of("QUEUE", "PENDING", "RUNNING"));
            now.path("queues")
                    .properties()
                    .forEach(queue -> queues.row(List.of(
                            Cell.of(queue.getKey()),
                            Cell.of(queue.getValue().path("pending").asText()),
                            Cell.of(queue.getValue().path("running").asText()))));
            lines.addAll(queues.lines());
            lines.add("");
        }
        lines.add(terminal.styled(Style.BOLD, "EVENTS"));
        lines.addAll(latest);
        return lines;
    }

    private String line(Event event) {
        return EventLine.of(call.terminal(), event);
    }
}
