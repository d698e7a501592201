package dev.dwp.cli.syntax;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one command is written, and what help says about it.
 *
 * @param words its name: {@code job}, {@code enqueue}
 * @param summary one line, from a verb on, without a full stop
 * @param arguments what follows its words
 * @param flags its own flags, beside those of every command
 * @param details sentences for its help page; may be empty
 * @param examples lines that can be run as they stand against a server with the demo handlers
 */
public record Syntax(
        List<String> words,
        String summary,
        List<Argument> arguments,
        List<Flag> flags,
        String details,
        List<String> examples) {
    public Syntax {
        words = List.copyOf(words);
        arguments = List.copyOf(arguments);
        flags = List.copyOf(flags);
        examples = List.copyOf(examples);
    }

    /** A command without arguments and flags of its own. */
    public static Syntax of(String name, String summary) {
        return new Syntax(List.of(name.split(" ")), summary, List.of(), List.of(), "", List.of());
    }

    public Syntax arguments(Argument... values) {
        return new Syntax(words, summary, List.of(values), flags, details, examples);
    }

    public Syntax flags(Flag... values) {
        return new Syntax(words, summary, arguments, List.of(values), details, examples);
    }

    public Syntax details(String text) {
        return new Syntax(words, summary, arguments, flags, text, examples);
    }

    public Syntax examples(String... lines) {
        return new Syntax(words, summary, arguments, flags, details, List.of(lines));
    }

    /** Its words with spaces between them. */
    public String name() {
        return String.join(" ", words);
    }

    /** The usage line: {@code dwp job get <job id>… [flags]}. */
    public String usage() {
        return Stream.of(Stream.of("dwp " + name()), arguments.stream().map(Argument::usage), Stream.of("[flags]"))
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
    }
}
