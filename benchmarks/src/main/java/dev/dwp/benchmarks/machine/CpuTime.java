package dev.dwp.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Processor time that processes have used, from Linux's {@code /proc}; see {@code proc_pid_stat(5)}. */
public final class CpuTime {
    /** {@code USER_HZ}, which is 100 on every Linux of today. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern SPACE = Pattern.compile(" ");

    /** Between the name in parentheses and utime, stime, cutime, cstime. */
    private static final int FIELDS_BEFORE_TIMES = 11;

    private static final int TIMES = 4;

    private CpuTime() {}

    /** Seconds of a process, with the children it had and those it has, and theirs. */
    public static double ofTree(long pid) {
        double descendants = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(child -> seconds(child.pid()))
                .sum();
        return seconds(pid) + descendants;
    }

    /** Seconds of one process, without its children that still run. */
    public static double ofProcess(long pid) {
        return seconds(pid);
    }

    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return SPACE.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2))
                            .skip(FIELDS_BEFORE_TIMES)
                            .limit(TIMES)
                            .mapToLong(Long::parseLong)
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
