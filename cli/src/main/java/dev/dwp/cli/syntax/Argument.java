package dev.dwp.cli.syntax;

/**
 * A value that has its place after the command's words.
 *
 * @param label its name in help, without brackets
 * @param text a phrase that says what it is
 * @param fewest how many there must be
 * @param most how many there may be
 */
public record Argument(String label, String text, int fewest, int most) {
    /** One that must be there. */
    public static Argument one(String label, String text) {
        return new Argument(label, text, 1, 1);
    }

    /** One that may be left out. */
    public static Argument optional(String label, String text) {
        return new Argument(label, text, 0, 1);
    }

    /** One or more. */
    public static Argument some(String label, String text) {
        return new Argument(label, text, 1, Integer.MAX_VALUE);
    }

    /** Any number, none included. */
    public static Argument any(String label, String text) {
        return new Argument(label, text, 0, Integer.MAX_VALUE);
    }

    /** As usage lines show it. */
    public String usage() {
        String name = "<" + label + ">" + (most > 1 ? "…" : "");
        return fewest == 0 ? "[" + name + "]" : name;
    }
}
