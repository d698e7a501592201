package dev.dwp.cli.command;

import dev.dwp.client.error.CallInterruptedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;

/** The exit codes of the program. */
public final class ExitCode {
    public static final int OK = 0;
    /** The thing asked about failed or was cancelled, or the server failed. */
    public static final int FAILED = 1;
    /** The command line, or what it sends, is wrong. */
    public static final int USAGE = 2;

    public static final int REFUSED = 3;
    public static final int NOT_THERE = 4;
    public static final int CONFLICT = 5;
    public static final int UNREACHABLE = 6;
    public static final int TIMED_OUT = 7;
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code for an error of the protocol. */
    public static int of(int code) {
        return switch (code) {
            case 400, 405, 413, 415 -> USAGE;
            case 401, 403, 408 -> REFUSED;
            case 404, 410 -> NOT_THERE;
            case 409 -> CONFLICT;
            case 429, 503 -> UNREACHABLE;
            default -> FAILED;
        };
    }

    /** The code for what went wrong with a call. */
    public static int of(DwpException failure) {
        return switch (failure) {
            case ConnectionLostException lost -> UNREACHABLE;
            case DwpTimeoutException late -> TIMED_OUT;
            case CallInterruptedException interrupted -> INTERRUPTED;
            default -> of(failure.code());
        };
    }
}
