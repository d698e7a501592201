package dev.dwp.bootstrap;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the server and stops it as soon as it is ready, once on each store that needs nothing to be there before, so that a
 * Java runtime can note which classes that takes and keep them in an archive from which the server starts faster.
 */
public final class Rehearsal {
    private static final String DATABASE = "rehearsal.db";

    private Rehearsal() {}

    /** Does so, whatever comes of it, and ends the process. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("dwp-rehearsal");
        try {
            serve("memory");
            serve("sqlite:" + folder.resolve(DATABASE));
        } finally {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(folder.resolve(DATABASE + suffix));
            }
            Files.delete(folder);
        }
        Runtime.getRuntime().exit(0);
    }

    private static void serve(String store) {
        CountDownLatch stop = new CountDownLatch(1);
        PrintStream out = new PrintStream(new FirstLine(stop), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        new Main(new Main.Console(out, err), Map.of(), Serve::start, stop)
                .run(List.of("serve", "--port", "0", "--store", store));
    }

    /** Hears of the first line that is printed, which says that the server is ready. */
    private static final class FirstLine extends OutputStream {
        private final CountDownLatch stop;

        private FirstLine(CountDownLatch stop) {
            this.stop = stop;
        }

        @Override
        public void write(int octet) {
            if (octet == '\n') {
                stop.countDown();
            }
        }
    }
}
