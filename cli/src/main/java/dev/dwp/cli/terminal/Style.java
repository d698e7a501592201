package dev.dwp.cli.terminal;

/** Ways to set text off. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    CYAN("36"),
    INVERSE("7");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text between the sequences that switch this on and off. */
    String apply(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** The colour of a state of a job, run, entry or event. */
    public static Style ofState(String state) {
        return switch (state) {
            case "completed" -> GREEN;
            case "failed", "lost" -> RED;
            case "running", "started" -> CYAN;
            case "retrying", "waiting", "paused" -> YELLOW;
            case "cancelled", "released" -> DIM;
            default -> PLAIN;
        };
    }
}
