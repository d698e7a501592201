package dev.dwp.cluster;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.StepContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, beside the server's back, which attempts at jobs and steps really began, and which ended: a line each, with
 * the operating system before the handler is called, so that it outlives kill -9. Thread-safe.
 */
final class Journal implements HandlerInterceptor {
    private static final String NO_STEP = "-";
    private static final String BEGUN = "begun";
    private static final String ENDED = "ended";

    private final FileOutputStream file;
    private final AtomicLong calls = new AtomicLong();

    /**
     * One attempt that began.
     *
     * @param id the job's or run's
     * @param step of the run; {@code -} of a job
     * @param process in which it began
     * @param end null when it has not ended, as its process has
     */
    record Entry(
            String id,
            String step,
            int attempt,
            Instant at,
            String process,
            @Nullable Instant end) {
        boolean ofJob() {
            return step.equals(NO_STEP);
        }

        private Entry endedAt(Instant when) {
            return new Entry(id, step, attempt, at, process, when);
        }
    }

    Journal(Path path) throws IOException {
        file = new FileOutputStream(path.toFile(), true);
    }

    /** What all journals in a folder say. */
    static List<Entry> read(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path journal : files.toList()) {
                entries.addAll(
                        read(Files.readAllLines(journal), journal.getFileName().toString()));
            }
        }
        return entries;
    }

    private static Collection<Entry> read(List<String> lines, String process) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> fields = Stream.of(line.split("\t", -1)).toList();
            Instant at = Instant.parse(fields.get(2));
            if (fields.get(1).equals(ENDED)) {
                entries.computeIfPresent(fields.getFirst(), (call, begun) -> begun.endedAt(at));
            } else {
                Entry begun =
                        new Entry(fields.get(3), fields.get(4), Integer.parseInt(fields.get(5)), at, process, null);
                entries.put(fields.getFirst(), begun);
            }
        }
        return entries.values();
    }

    @Override
    public @Nullable Object aroundJob(JobContext context, Call call) throws Exception {
        return around(context.jobId().text(), NO_STEP, context.attempt(), call);
    }

    @Override
    public @Nullable Object aroundStep(StepContext context, Call call) throws Exception {
        return around(context.runId().text(), context.step(), context.attempt(), call);
    }

    private @Nullable Object around(String id, String step, int attempt, Call call) throws Exception {
        long number = calls.incrementAndGet();
        write("%d\t%s\t%s\t%s\t%s\t%d%n".formatted(number, BEGUN, Instant.now(), id, step, attempt));
        try {
            return call.proceed();
        } finally {
            write("%d\t%s\t%s%n".formatted(number, ENDED, Instant.now()));
        }
    }

    /** One write for a line, which the operating system appends as a whole. */
    private void write(String line) throws IOException {
        // not through a channel: an interrupt would close it for all
        file.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
