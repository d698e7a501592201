package dev.dwp.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The three streams of the program, and what they lead to. Standard output carries data alone. A line that is drawn in place
 * on standard error (progress) is removed before anything else is written. Thread-safe.
 */
public final class Terminal {
    /**
     * What is at the other ends.
     *
     * @param out true when standard output is a terminal
     * @param err true when standard error is a terminal
     * @param ascii true when the terminal shows ASCII alone
     * @param columns the width of the terminal; 0 where nobody knows
     */
    public record Kind(boolean out, boolean err, boolean ascii, int columns) {
        /** Files and pipes. */
        public static final Kind NONE = new Kind(false, false, false, 0);
    }

    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final Kind kind;
    private final boolean colour;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String status; // written and read under the lock
    private boolean statusEnded; // likewise

    public Terminal(InputStream in, OutputStream out, OutputStream err, Kind kind, boolean colour) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.kind = kind;
        this.colour = colour;
    }

    /** The same streams without colour. */
    public Terminal withoutColour() {
        return new Terminal(in, out, err, kind, false);
    }

    public Kind kind() {
        return kind;
    }

    /** Standard input as text; for {@code -} alone. */
    public String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Standard input, to be read line by line. */
    public InputStream in() {
        return in;
    }

    /** Text for standard output, coloured where that shows colour. */
    public String styled(Style style, String text) {
        return colour && kind.out() ? style.apply(text) : text;
    }

    /** The width to fit text into; a large one where standard output is no terminal. */
    public int columns() {
        if (!kind.out()) {
            return Integer.MAX_VALUE;
        }
        return kind.columns() > 0 ? kind.columns() : 80;
    }

    /**
     * Writes a line of data.
     *
     * @throws ClosedPipe when nobody reads any more
     */
    public void print(String line) {
        write(line + "\n");
    }

    /** Writes data as it is. */
    public void write(String text) {
        lock.lock();
        try {
            removeStatus();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new ClosedPipe(e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes a line for people to standard error. */
    public void note(String line) {
        note(Style.PLAIN, line);
    }

    /** Writes a coloured line for people to standard error. */
    public void note(Style style, String line) {
        lock.lock();
        try {
            removeStatus();
            error((colour && kind.err() ? style.apply(line) : line) + "\n");
        } finally {
            lock.unlock();
        }
    }

    /** Draws a line in place on standard error where that is a terminal; {@code null} removes it. */
    public void status(@Nullable String line) {
        if (!kind.err()) {
            return;
        }
        lock.lock();
        try {
            removeStatus();
            if (line != null && !statusEnded) {
                int most = Math.max(10, (kind.columns() > 0 ? kind.columns() : 80) - 1);
                error(Columns.cut(line, most));
                status = line;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes the line that is drawn in place, and draws no other: the program is interrupted. */
    public void endStatus() {
        lock.lock();
        try {
            statusEnded = true;
            removeStatus();
        } finally {
            lock.unlock();
        }
    }

    private void removeStatus() {
        if (status != null) {
            error("\r\u001b[K");
            status = null;
        }
    }

    /** Where nobody reads what is said to people, nobody misses it. */
    private void error(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            status = null;
        }
    }
}
