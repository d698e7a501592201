package dev.dwp.cluster;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.StepContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, beside the server's back, which attempts at jobs and steps really began: a line each, with the operating
 * system before the handler is called, so that it outlives kill -9. Thread-safe.
 */
final class Journal implements HandlerInterceptor {
    private static final String NO_STEP = "-";

    private final FileChannel file;

    /**
     * One attempt that began.
     *
     * @param id the job's or run's
     * @param step of the run; {@code -} of a job
     * @param process in which it began
     */
    record Entry(String id, String step, int attempt, Instant at, String process) {
        boolean ofJob() {
            return step.equals(NO_STEP);
        }

        private static Entry parse(String line, String process) {
            List<String> fields = Stream.of(line.split("\t", -1)).toList();
            return new Entry(
                    fields.get(0),
                    fields.get(1),
                    Integer.parseInt(fields.get(2)),
                    Instant.parse(fields.get(3)),
                    process);
        }
    }

    Journal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What all journals in a folder say. */
    static List<Entry> read(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path journal : files.toList()) {
                String process = journal.getFileName().toString();
                Files.readAllLines(journal).forEach(line -> entries.add(Entry.parse(line, process)));
            }
        }
        return entries;
    }

    @Override
    public @Nullable Object aroundJob(JobContext context, Call call) throws Exception {
        write(context.jobId().text(), NO_STEP, context.attempt());
        return call.proceed();
    }

    @Override
    public @Nullable Object aroundStep(StepContext context, Call call) throws Exception {
        write(context.runId().text(), context.step(), context.attempt());
        return call.proceed();
    }

    private void write(String id, String step, int attempt) throws IOException {
        String line = "%s\t%s\t%d\t%s%n".formatted(id, step, attempt, Instant.now());
        file.write(StandardCharsets.UTF_8.encode(line));
    }
}
