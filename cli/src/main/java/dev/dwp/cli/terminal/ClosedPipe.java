package dev.dwp.cli.terminal;

import java.io.IOException;

/** The reader of standard output has gone: the program ends quietly, for it has done what was wanted of it. */
public final class ClosedPipe extends RuntimeException {
    ClosedPipe(IOException cause) {
        super(cause);
    }
}
