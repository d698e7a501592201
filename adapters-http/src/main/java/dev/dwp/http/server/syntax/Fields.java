package dev.dwp.http.server.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The header fields of one request in the order they came, as marks into the head's own octets: a name or value becomes a
 * {@code String} only when somebody asks for it. Immutable.
 */
public final class Fields {
    private final byte[] octets;
    private final int[] marks;

    Fields(byte[] octets, int[] marks) {
        this.octets = octets;
        this.marks = marks;
    }

    /** How many field lines there are. */
    public int size() {
        return marks.length / 3;
    }

    /** The name of the line with this index, spelled as it was sent. */
    public String name(int index) {
        return Octets.text(octets, marks[3 * index], marks[3 * index + 1]);
    }

    /** The value of the line with this index without the white space around it, as ISO 8859-1. */
    public String value(int index) {
        int from = marks[3 * index + 1] + 1;
        int to = marks[3 * index + 2];
        while (from < to && blank(octets[from])) {
            from++;
        }
        while (to > from && blank(octets[to - 1])) {
            to--;
        }
        return Octets.text(octets, from, to);
    }

    /** The value of the first line of that name. */
    public @Nullable String first(String name) {
        for (int i = 0; i < size(); i++) {
            if (named(i, name)) {
                return value(i);
            }
        }
        return null;
    }

    /** Whether the line has that name, whatever the case of its ASCII letters. */
    public boolean named(int index, String name) {
        int from = marks[3 * index];
        if (marks[3 * index + 1] - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(octets[from + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    private static boolean blank(byte octet) {
        return octet == Octets.SP || octet == Octets.HTAB;
    }
}
