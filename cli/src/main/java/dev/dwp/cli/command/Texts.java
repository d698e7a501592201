package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.cli.output.Output;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Table.Cell;
import dev.dwp.cli.terminal.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results as text that several commands share. */
final class Texts {
    private static final Set<String> DURATIONS = Set.of("timeout_ms", "elapsed_ms", "uptime_ms");

    private static final int LONGEST = 4096;

    private Texts() {}

    /** A member as a cell; empty where there is none. */
    static Cell cell(JsonNode item, String name) {
        JsonNode value = item.path(name);
        if (name.equals("state")) {
            return Cell.state(value.asText());
        }
        return Cell.of(text(name, value));
    }

    /** Members as cells. */
    static List<Cell> cells(JsonNode item, String... names) {
        return Arrays.stream(names).map(name -> cell(item, name)).toList();
    }

    private static String text(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isNumber() && DURATIONS.contains(name)) {
            return Durations.text(value.asLong());
        }
        if (value.isTextual()) {
            return name.endsWith("_at") || name.equals("until") ? time(value.asText()) : shown(value.asText());
        }
        return shown(value.toString());
    }

    /** What a terminal shows and does not obey; the beginning of what is very long, which JSON has whole. */
    private static String shown(String text) {
        String beginning = text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2))
                        + "… (%d characters; -o json has all)".formatted(text.length());
        return beginning.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }

    /** A time without its fraction of a second and its letters. */
    static String time(String rfc3339) {
        return rfc3339.length() < 19 ? rfc3339 : rfc3339.substring(0, 19).replace('T', ' ');
    }

    /** An object as one member a line; lists of objects follow it. */
    static void fields(Output output, JsonNode object) {
        Terminal terminal = output.terminal();
        int width = object.properties().stream()
                .mapToInt(member -> member.getKey().length())
                .max()
                .orElse(0);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            String text = name.equals("state")
                    ? terminal.styled(Style.ofState(value.asText()), value.asText())
                    : text(name, value);
            String heading = terminal.styled(Style.DIM, name) + " ".repeat(width - name.length() + 2);
            if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                terminal.print(heading.stripTrailing());
                value.forEach(item -> terminal.print("  " + line(terminal, item)));
            } else {
                terminal.print((heading + text).stripTrailing());
            }
        }
    }

    /** An object on one line, for a list within another. */
    private static String line(Terminal terminal, JsonNode item) {
        StringBuilder line = new StringBuilder();
        item.properties()
                .forEach(member -> line.append(line.isEmpty() ? "" : "  ")
                        .append(terminal.styled(Style.DIM, member.getKey()))
                        .append(' ')
                        .append(text(member.getKey(), member.getValue())));
        return line.toString();
    }

    /** The answer of an {@code explain}: the state, and the reasons below it. */
    static void explanation(Output output, JsonNode answer) {
        Terminal terminal = output.terminal();
        String state = answer.path("state").asText();
        terminal.print(terminal.styled(Style.ofState(state), state));
        for (JsonNode reason : answer.path("reasons")) {
            terminal.print(
                    "  " + terminal.styled(Style.BOLD, reason.path("code").asText()) + "  "
                            + reason.path("message").asText());
        }
    }
}
