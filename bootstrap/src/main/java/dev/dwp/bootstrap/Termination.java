package dev.dwp.bootstrap;

import dev.dwp.application.thread.TaskThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/**
 * The end of the process. Without it, the JVM would end by itself as soon as its shutdown hooks return, with the signal's own
 * exit code: here SIGTERM and SIGINT only ask for the end, and the program decides when it is done, and with which code. Who
 * sends a second one does not want to wait.
 */
final class Termination {
    private static final int FAILED = 1;

    private Termination() {}

    /**
     * Runs a program and exits with the code that it returns; never returns itself.
     *
     * @param program is given what counts down to zero when the process is told to end, also while it still starts
     */
    static void run(ToIntFunction<CountDownLatch> program) {
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        TaskThreads.atShutdown("dwp-shutdown", () -> {
            stop.countDown();
            Runtime.getRuntime().halt(code.join());
        });
        AtomicBoolean asked = new AtomicBoolean();
        Signals.on("TERM", () -> ask(asked));
        Signals.on("INT", () -> ask(asked));
        try {
            code.complete(program.applyAsInt(stop));
        } finally {
            code.complete(FAILED); // nothing but an Error gets here first
        }
        System.exit(code.join());
    }

    /** The first time, what the JVM would do; its own handler ignores the second. */
    private static void ask(AtomicBoolean asked) {
        if (asked.compareAndSet(false, true)) {
            System.exit(FAILED); // the hook decides on another code
        }
        System.err.println("stopped at once; what was running is taken up again when its leases have run out");
        System.err.flush();
        Runtime.getRuntime().halt(FAILED);
    }
}
