package dev.dwp.cli.terminal;

import java.util.Locale;

/** A progress bar on standard error, where that is a terminal; nothing elsewhere. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private final String label;

    public Progress(Terminal terminal, String label) {
        this.terminal = terminal;
        this.label = label;
    }

    /**
     * Draws it.
     *
     * @param part from 0 to 1; less than 0 where nobody knows
     * @param note what goes on now; may be empty
     */
    public void show(double part, String note) {
        if (!terminal.kind().err()) {
            return;
        }
        StringBuilder line = new StringBuilder(label);
        if (part >= 0) {
            int full = (int) Math.round(Math.min(1, part) * WIDTH);
            boolean ascii = terminal.kind().ascii();
            line.append(" [")
                    .append((ascii ? "#" : "█").repeat(full))
                    .append((ascii ? "." : "░").repeat(WIDTH - full))
                    .append(String.format(Locale.ROOT, "] %3.0f%%", Math.min(1, part) * 100));
        }
        if (!note.isEmpty()) {
            line.append("  ").append(note.replaceAll("\\R|\\p{Cntrl}", " "));
        }
        terminal.status(line.toString());
    }

    @Override
    public void close() {
        terminal.status(null);
    }
}
