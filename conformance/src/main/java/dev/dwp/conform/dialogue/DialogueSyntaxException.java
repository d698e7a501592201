package dev.dwp.conform.dialogue;

/** A dialogue that is not written in the notation; the message names the file, the line, the column and the fix. */
public final class DialogueSyntaxException extends RuntimeException {
    private final int line;
    private final int column;

    DialogueSyntaxException(String file, int line, int column, String problem) {
        super("%s:%d:%d: %s".formatted(file, line, column, problem));
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1. */
    public int column() {
        return column;
    }
}
