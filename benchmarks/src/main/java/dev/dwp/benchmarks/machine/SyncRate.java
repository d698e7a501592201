package dev.dwp.benchmarks.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How often a disk makes 4 KiB durable when it does nothing else: the limit of whoever commits one thing at a time. */
public final class SyncRate {
    private static final int BLOCK = 4096;

    private SyncRate() {}

    /** Appends and calls {@code fdatasync} for that long; returns how often in a second. */
    public static double measure(Path folder, Duration time) throws IOException {
        Path file = Files.createTempFile(folder, "sync", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long elapsed;
            int count = 0;
            do {
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                count++;
                elapsed = System.nanoTime() - start;
            } while (elapsed < time.toNanos());
            return count * 1e9 / elapsed;
        } finally {
            Files.delete(file);
        }
    }
}
