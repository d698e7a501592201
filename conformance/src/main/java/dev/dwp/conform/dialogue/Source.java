package dev.dwp.conform.dialogue;

/** A text that is read from front to back; what is wrong with it is told by line and column. One thread uses it. */
final class Source {
    private final String file;
    private final String text;
    private int position;
    private int end;

    Source(String file, String text) {
        this.file = file;
        this.text = text;
        this.end = text.length();
    }

    /** Goes to a place, and takes another for the end. */
    void window(int from, int to) {
        position = from;
        end = to;
    }

    /** Goes back to an earlier place. */
    void goTo(int place) {
        position = place;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The next character; NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    char take() {
        if (atEnd()) {
            throw error("something is missing at the end");
        }
        return text.charAt(position++);
    }

    /** Takes the text if it is what comes. */
    boolean accept(String expected) {
        if (comes(expected)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    boolean comes(String expected) {
        return text.startsWith(expected, position) && position + expected.length() <= end;
    }

    void require(String expected) {
        if (!accept(expected)) {
            throw error("'" + expected + "' is expected here");
        }
    }

    void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            position++;
        }
    }

    /** A name of letters, digits, {@code _} and {@code -}; empty where there is none. */
    String word() {
        int start = position;
        while (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
            position++;
        }
        return text.substring(start, position);
    }

    /** The rest of this line, without blanks around it. */
    String line() {
        int start = position;
        while (!atEnd() && peek() != '\n') {
            position++;
        }
        return text.substring(start, position).strip();
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    int lineOf(int place) {
        return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    DialogueSyntaxException error(String problem) {
        return error(position, problem);
    }

    DialogueSyntaxException error(int place, String problem) {
        int lineStart = text.lastIndexOf('\n', Math.max(0, place - 1)) + 1;
        if (place == 0) {
            lineStart = 0;
        }
        return new DialogueSyntaxException(
                file, lineOf(place), 1 + text.codePointCount(lineStart, Math.max(lineStart, place)), problem + ".");
    }
}
