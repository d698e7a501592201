package dev.dwp.cli.output;

import dev.dwp.cli.syntax.Nearest;
import dev.dwp.cli.syntax.WrongInput;
import java.util.List;
import java.util.Locale;

/** The forms of results. */
public enum Format {
    /** For people. */
    TEXT,
    /** One document, indented; a list is an array. */
    JSON,
    /** One object a line. */
    JSONL;

    /** As the flag spells them. */
    public static final List<String> NAMES = List.of("text", "json", "jsonl");

    /** Reads the value of {@code -o}. */
    public static Format parse(String text) {
        if (!NAMES.contains(text)) {
            throw new WrongInput("There is no output format '%s'; did you mean '%s'? There are text, json and jsonl."
                    .formatted(text, Nearest.to(text, NAMES).orElse("json")));
        }
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
