package dev.dwp.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with a line of headings. The last column is cut to the terminal's width, to a few columns at the least; the others
 * are as wide as needed.
 */
public final class Table {
    /** A cell and its colour. */
    public record Cell(String text, Style style) {
        /** A cell without colour. */
        public static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }

        /** A cell with the name of a state in that state's colour. */
        public static Cell state(String state) {
            return new Cell(state, Style.ofState(state));
        }
    }

    private static final int LEAST = 8;

    private final Terminal terminal;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(Terminal terminal, List<String> headings) {
        this.terminal = terminal;
        rows.add(headings.stream().map(heading -> new Cell(heading, Style.BOLD)).toList());
    }

    /** Adds a row with a cell for each heading. */
    public void row(List<Cell> cells) {
        rows.add(cells.stream().map(Table::oneLine).toList());
    }

    private static Cell oneLine(Cell cell) {
        return new Cell(cell.text().replaceAll("\\R|\\p{Cntrl}", " "), cell.style());
    }

    /** Writes it. */
    public void print() {
        lines().forEach(terminal::print);
    }

    /** Its lines. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i).text()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int last = widths.length - 1;
        int left = terminal.columns()
                - Arrays.stream(widths, 0, last).map(w -> w + 2).sum();
        for (int i = 0; i <= last; i++) {
            Cell cell = row.get(i);
            String text = i == last ? Columns.shortened(cell.text(), Math.max(LEAST, left)) : cell.text();
            line.append(terminal.styled(cell.style(), text));
            if (i < last) {
                line.append(" ".repeat(widths[i] - Columns.of(text) + 2));
            }
        }
        return line.toString().stripTrailing();
    }
}
