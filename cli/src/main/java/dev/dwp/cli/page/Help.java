package dev.dwp.cli.page;

import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages that {@code help} prints. */
public final class Help {
    private final List<Syntax> commands;
    private final List<Syntax> groups;
    private final List<Flag> everywhere;

    public Help(List<Syntax> commands, List<Syntax> groups, List<Flag> everywhere) {
        this.commands = commands;
        this.groups = groups;
        this.everywhere = everywhere;
    }

    /** The page of a command, of a group, or, for no words, of all. */
    public String of(List<String> words) {
        return commands.stream()
                .filter(command -> command.words().equals(words))
                .findFirst()
                .map(this::command)
                .orElseGet(() -> words.isEmpty() ? overview() : group(words));
    }

    private String overview() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Syntax command : commands) {
            String first = command.words().getFirst();
            rows.putIfAbsent(
                    first,
                    command.words().size() == 1
                            ? command.summary()
                            : groups.stream()
                                    .filter(group -> group.name().equals(first))
                                    .map(Syntax::summary)
                                    .findFirst()
                                    .orElse(""));
        }
        return "A client of any server of the Dispatch Wire Protocol, and a server of it.\n\n"
                + "Usage: dwp <command> [flags]\n\nCommands:\n"
                + table(rows)
                + "\nFlags of every command:\n"
                + table(flags(everywhere))
                + """

                'dwp <command> --help' tells more. Data goes to standard output, all else to standard error. Standard input is
                read only for '-'.

                Exit codes: 0 done; 1 the job or run failed or was cancelled, or the server failed; 2 wrong usage; 3 refused;
                4 not there; 5 conflict; 6 unreachable or overloaded; 7 timed out; 130 interrupted.
                """;
    }

    private String group(List<String> words) {
        Map<String, String> rows = new LinkedHashMap<>();
        commands.stream()
                .filter(command -> command.words().size() > words.size()
                        && command.words().subList(0, words.size()).equals(words))
                .forEach(command -> rows.put(command.usage(), command.summary()));
        return "Usage:\n" + table(rows)
                + "\n'dwp %s <command> --help' tells more.\n".formatted(String.join(" ", words));
    }

    private String command(Syntax command) {
        StringBuilder page = new StringBuilder(sentence(command.summary()));
        page.append("\nUsage: ").append(command.usage()).append('\n');
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Argument argument : command.arguments()) {
            arguments.put(argument.usage(), argument.text());
        }
        if (!arguments.isEmpty()) {
            page.append('\n').append(table(arguments));
        }
        if (!command.flags().isEmpty()) {
            page.append("\nFlags:\n").append(table(flags(command.flags())));
        }
        page.append("\nFlags of every command:\n").append(table(flags(everywhere)));
        if (!command.details().isEmpty()) {
            page.append('\n').append(command.details()).append('\n');
        }
        if (!command.examples().isEmpty()) {
            page.append("\nExamples:\n");
            command.examples()
                    .forEach(example -> page.append("  ").append(example).append('\n'));
        }
        return page.toString();
    }

    static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".\n";
    }

    private static Map<String, String> flags(List<Flag> flags) {
        Map<String, String> rows = new LinkedHashMap<>();
        flags.forEach(flag -> rows.put(flag.usage(), flag.text()));
        return rows;
    }

    private static String table(Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        rows.forEach((name, text) -> lines.add("  " + name + " ".repeat(width - name.length() + 2) + text + "\n"));
        return String.join("", lines);
    }
}
