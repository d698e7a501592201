package dev.dwp.cli.command;

import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Terminal;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event on one line, for people. */
final class EventLine {
    private EventLine() {}

    static String of(Terminal terminal, Event event) {
        Instant time = event.time();
        String state = Optional.ofNullable(event.state()).orElse("");
        StringBuilder line = new StringBuilder();
        line.append(terminal.styled(
                        Style.DIM, time == null ? "        " : time.toString().substring(11, 19)))
                .append("  ")
                .append(terminal.styled(Style.ofState(state), "%-24s".formatted(event.type())));
        add(line, Optional.ofNullable(event.jobId()).orElse(event.runId()));
        add(line, event.name());
        add(line, event.stepName());
        Double percent = event.percent();
        add(line, percent == null ? null : Math.round(percent) + "%");
        add(line, event.note());
        Duration elapsed = event.elapsed();
        add(line, elapsed == null ? null : Durations.text(elapsed.toMillis()));
        String error = event.error();
        add(line, error == null ? null : terminal.styled(Style.RED, error.replaceAll("\\R", " ")));
        return line.toString().stripTrailing();
    }

    private static void add(StringBuilder line, @Nullable String part) {
        if (part != null && !part.isEmpty()) {
            line.append("  ").append(part);
        }
    }
}
