package dev.dwp.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The columns that text takes. */
class ColumnsTest {
    @Test
    void wideLettersTakeTwoAndMarksNone() {
        assertEquals(3, Columns.of("abc"));
        assertEquals(4, Columns.of("漢字"));
        assertEquals(2, Columns.of("😀"));
        assertEquals(1, Columns.of("e\u0301"));
        assertEquals(3, Columns.of("\u001b[31mred\u001b[0m"));
        assertEquals(0, Columns.of(""));
    }

    @Test
    void cutsBetweenLettersAndKeepsColours() {
        assertEquals("漢", Columns.cut("漢字", 3));
        assertEquals("漢字", Columns.cut("漢字", 4));
        assertEquals("", Columns.cut("😀", 1));
        assertEquals("\u001b[31mre\u001b[0m", Columns.cut("\u001b[31mred\u001b[0m", 2));
        assertEquals("e\u0301", Columns.cut("e\u0301x", 1));
    }

    @Test
    void shortensToTheWidthWithAnEllipsis() {
        assertEquals("漢…", Columns.shortened("漢字漢字", 4));
        assertEquals("abcd", Columns.shortened("abcd", 4));
        assertEquals("abc…", Columns.shortened("abcde", 4));
    }
}
