package dev.dwp.http.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Takes comments and idle white space out of the console's scripts and styles, so that less has to be loaded. It reads the
 * tokens of JavaScript and changes none of them; a line end stays wherever a statement could end without a semicolon.
 *
 * <p>What it takes for division after a closing bracket is no regular expression there: the console's sources have none at the
 * beginning of a statement. A test compares what it makes with its source.
 */
final class ScriptMinifier {
    /** Words after which a slash begins a regular expression. */
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of(
            "return", "typeof", "case", "in", "of", "void", "delete", "throw", "new", "else", "do", "await", "yield");

    /** After these no statement ends, and before those none begins. */
    private static final String OPENING = "{([,;:=&|?<>*%^!~.";

    private static final String CLOSING = "})],;:?.";

    private final String text;
    private final StringBuilder out;
    /** Open brackets: a template's insertion is told from a block by its own sign. */
    private final Deque<Character> brackets = new ArrayDeque<>();

    private int at;
    private boolean blank;
    private boolean lineEnd;
    private String word = "";

    private ScriptMinifier(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** A script without comments and idle white space. */
    static String script(String text) {
        return new ScriptMinifier(text).script();
    }

    /** A style sheet likewise. */
    static String style(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([{};,]) ?", "$1")
                .replace(": ", ":")
                .replace(";}", "}")
                .strip();
    }

    private String script() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                blank = true;
                lineEnd |= c == '\n';
                at++;
            } else if (text.startsWith("//", at)) {
                skipTo(end("\n", at));
            } else if (text.startsWith("/*", at)) {
                skipTo(end("*/", at + 2) + 2);
            } else {
                token(c);
            }
        }
        return out.append('\n').toString();
    }

    private void skipTo(int end) {
        blank = true;
        lineEnd |= text.substring(at, Math.min(end, text.length())).indexOf('\n') >= 0;
        at = end;
    }

    private int end(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found;
    }

    private void token(char c) {
        boolean regularExpression = c == '/' && beginsExpression();
        separate(c);
        int from = at;
        if (isWord(c)) {
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            word = text.substring(from, at);
            out.append(word);
            return;
        }
        word = "";
        if (c == '"' || c == '\'') {
            copyTo(endOfQuoted(c));
        } else if (c == '`' || (c == '}' && !brackets.isEmpty() && brackets.peek() == '$')) {
            if (c == '}') {
                brackets.pop();
            }
            copyTo(endOfTemplate());
        } else if (regularExpression) {
            copyTo(endOfRegularExpression());
        } else {
            if (c == '{') {
                brackets.push(c);
            } else if (c == '}' && !brackets.isEmpty()) {
                brackets.pop();
            }
            copyTo(at + 1);
        }
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }

    /** Writes what has to stand between the last token and the next one. */
    private void separate(char next) {
        if (blank && !out.isEmpty()) {
            char last = out.charAt(out.length() - 1);
            if (lineEnd && OPENING.indexOf(last) < 0 && CLOSING.indexOf(next) < 0) {
                out.append('\n');
            } else if ((isWord(last) && isWord(next)) || (last == next && "+-/".indexOf(next) >= 0)) {
                out.append(' ');
            }
        }
        blank = false;
        lineEnd = false;
    }

    /** Whether an expression can begin here, so that a slash does not divide. */
    private boolean beginsExpression() {
        if (!word.isEmpty()) {
            return BEFORE_EXPRESSIONS.contains(word);
        }
        return out.isEmpty() || ")]}\"'`/".indexOf(out.charAt(out.length() - 1)) < 0;
    }

    private int endOfQuoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    /** Behind the template's end, or behind the sign with which an insertion begins. */
    private int endOfTemplate() {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '`') {
                return end + 1;
            }
            if (text.startsWith("${", end)) {
                brackets.push('$');
                return end + 2;
            }
            end += c == '\\' ? 2 : 1;
        }
        return text.length();
    }

    private int endOfRegularExpression() {
        boolean inClass = false;
        int end = at + 1;
        while (end < text.length() && (inClass || text.charAt(end) != '/')) {
            char c = text.charAt(end);
            inClass = c == '[' || (inClass && c != ']');
            end += c == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c > 127;
    }
}
