package dev.dwp.persistence.jdbc;

/**
 * Texts as columns. PostgreSQL's cannot hold the character 0, which a client's key or a handler's message may, so it is
 * written as the characters 1 and 0, and 1 as 1 and 1. Other texts stay as they are, and equal texts stay equal.
 */
final class Escapes {
    private static final char NUL = '\u0000';
    private static final char MARK = '\u0001';

    private Escapes() {}

    static String apply(String text) {
        if (text.indexOf(NUL) < 0 && text.indexOf(MARK) < 0) {
            return text;
        }
        return text.replace("\u0001", "\u00011").replace("\u0000", "\u00010");
    }

    static String undo(String column) {
        int mark = column.indexOf(MARK);
        if (mark < 0) {
            return column;
        }
        StringBuilder text = new StringBuilder(column.length()).append(column, 0, mark);
        for (int i = mark; i < column.length(); i++) {
            char c = column.charAt(i);
            text.append(c == MARK && column.charAt(++i) == '0' ? NUL : c);
        }
        return text.toString();
    }
}
