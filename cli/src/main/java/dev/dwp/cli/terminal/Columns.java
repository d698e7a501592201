package dev.dwp.cli.terminal;

/**
 * Counts the columns that text takes on a terminal, and cuts it to some: East Asian characters and pictures take two, marks that
 * combine with others none, and so do the sequences that colour text.
 */
final class Columns {
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x2329, 0x232A},
        {0x23E9, 0x23EC},
        {0x25FD, 0x25FE},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26AA, 0x26AB},
        {0x26BD, 0x26BE},
        {0x2705, 0x2705},
        {0x270A, 0x270B},
        {0x2728, 0x2728},
        {0x274C, 0x274C},
        {0x2753, 0x2755},
        {0x2757, 0x2757},
        {0x2795, 0x2797},
        {0x2B1B, 0x2B1C},
        {0x2B50, 0x2B50},
        {0x2E80, 0x303E},
        {0x3041, 0x33FF},
        {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF},
        {0xA000, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE10, 0xFE19},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x16FE0, 0x18AFF},
        {0x1AFF0, 0x1B2FF},
        {0x1F1E6, 0x1F1FF},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F7E0, 0x1F7EB},
        {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private Columns() {}

    /** The columns that a line takes. */
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int end = endOfSequence(text, i);
            if (end > i) {
                i = end;
            } else {
                int point = text.codePointAt(i);
                columns += of(point);
                i += Character.charCount(point);
            }
        }
        return columns;
    }

    /** As much of a line as takes at most these columns; sequences that colour it are all kept. */
    static String cut(String text, int most) {
        StringBuilder cut = new StringBuilder();
        int columns = 0;
        boolean full = false;
        for (int i = 0; i < text.length(); ) {
            int end = endOfSequence(text, i);
            if (end > i) {
                cut.append(text, i, end);
                i = end;
                continue;
            }
            int point = text.codePointAt(i);
            full = full || columns + of(point) > most;
            if (!full) {
                cut.appendCodePoint(point);
                columns += of(point);
            }
            i += Character.charCount(point);
        }
        return cut.toString();
    }

    /** The line itself, or its beginning and an ellipsis where it takes more than these columns. */
    static String shortened(String text, int most) {
        return of(text) <= most ? text : cut(text, most - 1) + "…";
    }

    private static int endOfSequence(String text, int at) {
        if (text.charAt(at) != '\u001b') {
            return at;
        }
        int end = text.indexOf('m', at);
        return end < 0 ? text.length() : end + 1;
    }

    private static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
