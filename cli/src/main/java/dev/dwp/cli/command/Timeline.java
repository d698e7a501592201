package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Terminal;
import dev.dwp.cli.terminal.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a timeline: the run, its entries below it, what began within a parallel below that, attempts below their step, and
 * compensations below a line of their own.
 */
final class Timeline {
    private static final int SHOWN = 60;

    private final Invocation call;
    private final Terminal terminal;
    private final Instant now;

    /** A parallel that is open at the place in the timeline that is drawn now. */
    private record Open(Tree tree, @Nullable Instant end) {}

    private Timeline(Invocation call) {
        this.call = call;
        this.terminal = call.terminal();
        this.now = call.clock().instant();
    }

    static void print(Invocation call, JsonNode run, List<JsonNode> entries) {
        new Timeline(call).tree(run, entries).print(call.terminal());
    }

    private Tree tree(JsonNode run, List<JsonNode> entries) {
        String state = run.path("state").asText();
        Tree root = new Tree("%s  %s  %s  %s%s"
                .formatted(
                        terminal.styled(Style.BOLD, run.path("name").asText()),
                        run.path("id").asText(),
                        terminal.styled(Style.ofState(state), state),
                        duration(run),
                        error(run)));
        Map<String, List<JsonNode>> steps = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            steps.computeIfAbsent(
                            entry.path("kind").asText() + " "
                                    + entry.path("step_name").asText(),
                            key -> new ArrayList<>())
                    .add(entry);
        }
        Deque<Open> open = new ArrayDeque<>();
        Tree compensations = null;
        for (List<JsonNode> attempts : steps.values()) {
            JsonNode first = attempts.getFirst();
            Instant begin = instant(first, "started_at");
            while (!open.isEmpty() && begin != null && ended(open.peek(), begin)) {
                open.pop();
            }
            Tree parent = open.isEmpty() ? root : open.peek().tree();
            if (first.path("kind").asText().equals("compensation")) {
                compensations =
                        compensations == null ? root.add(terminal.styled(Style.DIM, "compensations")) : compensations;
                parent = compensations;
            }
            Tree drawn = step(parent, attempts);
            if (first.path("kind").asText().equals("parallel")) {
                open.push(new Open(drawn, instant(attempts.getLast(), "completed_at")));
            }
        }
        return root;
    }

    private static boolean ended(Open open, Instant begin) {
        return open.end() != null && !begin.isBefore(open.end());
    }

    private Tree step(Tree parent, List<JsonNode> attempts) {
        JsonNode last = attempts.getLast();
        Tree step = parent.add(line(last.path("step_name").asText(), last));
        if (attempts.size() > 1) {
            attempts.forEach(attempt ->
                    step.add(line("attempt " + attempt.path("attempt").asInt(), attempt)));
        }
        return step;
    }

    private String line(String label, JsonNode entry) {
        String kind = entry.path("kind").asText();
        String state = entry.path("state").asText();
        StringBuilder line = new StringBuilder(label);
        if (!kind.equals("step") && !kind.equals("compensation")) {
            line.append("  ").append(terminal.styled(Style.DIM, kind));
        }
        line.append("  ").append(terminal.styled(Style.ofState(state), state));
        line.append("  ").append(duration(entry));
        line.append(error(entry));
        JsonNode data = entry.path("data");
        if (!data.isMissingNode() && !data.isNull()) {
            String text = call.output().compact(data);
            line.append("  ")
                    .append(terminal.styled(
                            Style.DIM,
                            text.codePointCount(0, text.length()) > SHOWN
                                    ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…"
                                    : text));
        }
        return line.toString();
    }

    private String error(JsonNode item) {
        String error = item.path("error").asText("");
        return error.isEmpty() ? "" : "  " + terminal.styled(Style.RED, error.replaceAll("\\R|\\p{Cntrl}", " "));
    }

    private String duration(JsonNode item) {
        JsonNode elapsed = item.path("elapsed_ms");
        if (elapsed.isNumber()) {
            return Durations.text(elapsed.asLong());
        }
        Instant begin = instant(item, "started_at");
        Instant end = instant(item, "completed_at");
        if (begin == null) {
            return "";
        }
        long millis =
                Math.max(0, Duration.between(begin, end == null ? now : end).toMillis());
        return Durations.text(millis) + (end == null ? " so far" : "");
    }

    private static @Nullable Instant instant(JsonNode item, String name) {
        String text = item.path(name).textValue();
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
