package dev.dwp.cli.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Reads command lines. picocli finds words, flags and values; which there are comes from the table of commands, and so do the
 * sentences about what is wrong. Flags of every command may stand before its words, too.
 */
public final class Parser {
    /** The flag that asks for help. */
    public static final Flag HELP = Flag.on("--help", "tell how this is used").letter("-h");

    private final Map<List<String>, Syntax> commands = new LinkedHashMap<>();
    private final List<Flag> everywhere;

    /**
     * What a command line says.
     *
     * @param words those of a command, or of a group of commands where help is asked for
     * @param help true when help is asked for
     * @param given the values
     */
    public record Result(List<String> words, boolean help, Given given) {
        public Result {
            words = List.copyOf(words);
        }
    }

    /** What is found on the way. */
    private static final class Found {
        private final Map<String, String> flags = new HashMap<>();
        private final Set<String> on = new HashSet<>();
        private List<String> arguments = List.of();
    }

    public Parser(Collection<Syntax> commands, List<Flag> everywhere) {
        commands.forEach(command -> this.commands.put(command.words(), command));
        List<Flag> flags = new ArrayList<>(everywhere);
        flags.add(HELP);
        this.everywhere = List.copyOf(flags);
    }

    /**
     * Reads one.
     *
     * @throws WrongInput with a sentence for people
     */
    public Result parse(List<String> line) {
        Found found = new Found();
        CommandLine parser = new CommandLine(group(List.of(), line, found));
        parser.setExpandAtFiles(false).setInterpolateVariables(false).setOverwrittenOptionsAllowed(true);
        List<String> words = new ArrayList<>();
        try {
            CommandLine.ParseResult result = parser.parseArgs(line.toArray(String[]::new));
            while (result.hasSubcommand()) {
                result = result.subcommand();
                words.add(result.commandSpec().name());
            }
        } catch (CommandLine.ParameterException e) {
            throw wrong(e, line);
        }
        boolean help = found.on.contains(HELP.name());
        Given given = new Given(found.flags, found.on, found.arguments);
        Syntax command = commands.get(words);
        if (!help) {
            if (command == null) {
                throw incomplete(words);
            }
            check(command, given);
        }
        return new Result(words, help, given);
    }

    /** The words that may follow these. */
    public List<String> next(List<String> words) {
        return commands.keySet().stream()
                .filter(path -> path.size() > words.size()
                        && path.subList(0, words.size()).equals(words))
                .map(path -> path.get(words.size()))
                .distinct()
                .toList();
    }

    private CommandSpec group(List<String> words, List<String> line, Found found) {
        CommandSpec spec = CommandSpec.create().name(words.isEmpty() ? "dwp" : words.getLast());
        everywhere.forEach(flag -> spec.addOption(option(flag, found)));
        for (String word : next(words)) {
            // Nothing is made for words that the line does not have: that is most of the time that reading it takes.
            if (line.contains(word)) {
                List<String> path = new ArrayList<>(words);
                path.add(word);
                Syntax command = commands.get(path);
                spec.addSubcommand(word, command == null ? group(path, line, found) : leaf(command, found));
            }
        }
        return spec;
    }

    private CommandSpec leaf(Syntax command, Found found) {
        CommandSpec spec = CommandSpec.create().name(command.words().getLast());
        everywhere.forEach(flag -> spec.addOption(option(flag, found)));
        command.flags().forEach(flag -> spec.addOption(option(flag, found)));
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .setter(new CommandLine.Model.ISetter() {
                    @Override
                    public <T> @Nullable T set(T value) {
                        if (value instanceof List<?> list) {
                            found.arguments = list.stream().map(String::valueOf).toList();
                        }
                        return null;
                    }
                })
                .build());
        return spec;
    }

    private static OptionSpec option(Flag flag, Found found) {
        String letter = flag.letter();
        String[] names = letter == null ? new String[] {flag.name()} : new String[] {letter, flag.name()};
        boolean takesValue = flag.value() != null;
        return OptionSpec.builder(names)
                .arity(takesValue ? "1" : "0")
                .type(takesValue ? String.class : boolean.class)
                .setter(new CommandLine.Model.ISetter() {
                    @Override
                    public <T> @Nullable T set(T value) {
                        if (value instanceof String text) {
                            found.flags.put(flag.name(), text);
                        } else if (Boolean.TRUE.equals(value)) {
                            found.on.add(flag.name());
                        }
                        return null;
                    }
                })
                .build();
    }

    private static void check(Syntax command, Given given) {
        List<Argument> expected = command.arguments();
        int least = expected.stream().mapToInt(Argument::fewest).sum();
        long most = expected.stream().mapToLong(Argument::most).sum();
        List<String> written = given.arguments();
        if (written.size() < least) {
            Argument missing = expected.get(Math.min(written.size(), expected.size() - 1));
            throw new WrongInput("'dwp %s' needs <%s>, %s: %s"
                    .formatted(command.name(), missing.label(), missing.text(), command.usage()));
        }
        if (written.size() > most) {
            throw new WrongInput(
                    "'dwp %s' takes nothing more; leave out '%s'.".formatted(command.name(), written.get((int) most)));
        }
        for (Flag flag : command.flags()) {
            String value = given.text(flag.name());
            if (value != null && !flag.choices().isEmpty() && !flag.choices().contains(value)) {
                throw new WrongInput("%s cannot be '%s'%s; there are %s."
                        .formatted(
                                flag.name(),
                                value,
                                Nearest.to(value, flag.choices())
                                        .map(", did you mean '%s'"::formatted)
                                        .orElse(""),
                                String.join(", ", flag.choices())));
            }
        }
    }

    private WrongInput incomplete(List<String> words) {
        String there = String.join(", ", next(words));
        return words.isEmpty()
                ? new WrongInput("Say what to do: %s.".formatted(there))
                : new WrongInput("'dwp %s' needs one of: %s.".formatted(String.join(" ", words), there));
    }

    private WrongInput wrong(CommandLine.ParameterException e, List<String> line) {
        List<String> words = words(e.getCommandLine());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().getFirst();
            return first.startsWith("-") ? unknownFlag(first, words) : unknownWord(first, words);
        }
        if (e instanceof CommandLine.MissingParameterException missing
                && !missing.getMissing().isEmpty()
                && missing.getMissing().getFirst() instanceof OptionSpec option) {
            return new WrongInput("%s needs a value after it.".formatted(option.longestName()));
        }
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return new WrongInput("'dwp %s' cannot be read: %s".formatted(String.join(" ", line), message));
    }

    private WrongInput unknownWord(String word, List<String> words) {
        List<String> there = next(words);
        String name = String.join(" ", words.isEmpty() ? List.of(word) : join(words, word));
        String meant = Nearest.to(word, there)
                .map(nearest -> "did you mean 'dwp %s'?".formatted(String.join(" ", join(words, nearest))))
                .orElse("there are %s.".formatted(String.join(", ", there)));
        return new WrongInput("There is no command 'dwp %s'; %s".formatted(name, meant));
    }

    private WrongInput unknownFlag(String written, List<String> words) {
        String name = written.contains("=") ? written.substring(0, written.indexOf('=')) : written;
        List<String> there = new ArrayList<>(everywhere.stream().map(Flag::name).toList());
        Syntax command = commands.get(words);
        if (command != null) {
            command.flags().forEach(flag -> there.add(flag.name()));
        }
        String meant = Nearest.to(name, there)
                .map("did you mean '%s'?"::formatted)
                .orElse("see: dwp %s --help".formatted(String.join(" ", words)).replace("  ", " "));
        String of = words.isEmpty() ? "dwp" : "dwp " + String.join(" ", words);
        return new WrongInput("'%s' has no flag '%s'; %s".formatted(of, name, meant));
    }

    private static List<String> join(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }

    private static List<String> words(CommandLine at) {
        List<String> words = new ArrayList<>();
        for (CommandLine level = at; level != null && level.getParent() != null; level = level.getParent()) {
            words.addFirst(level.getCommandName());
        }
        return words;
    }
}
