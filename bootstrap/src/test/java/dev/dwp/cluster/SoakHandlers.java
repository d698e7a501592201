package dev.dwp.cluster;

import dev.dwp.application.handler.HandlerModule;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.Workflow;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Handlers that harm the node on which they run: they ignore interrupts, fill the heap, and end the process. */
final class SoakHandlers implements HandlerModule {
    private static final int CHUNK = 256 * 1024;

    /** Well within {@code jobs.cancel-grace}, so that the next attempt begins no earlier than this one ends. */
    private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Path marks;

    /**
     * Not registered yet.
     *
     * @param marks a folder for all nodes, in which each death is marked
     */
    SoakHandlers(Path marks) {
        this.marks = marks;
    }

    record Deadly(int times) {}

    @Override
    public void register(Handlers.Builder handlers) {
        handlers.job(JobDefinition.of("deaf", Value.class, (payload, context) -> deaf())
                        .withTimeout(LIMIT))
                .job(JobDefinition.of("greedy", Value.class, SoakHandlers::greedy))
                .job(JobDefinition.of("deadly", Deadly.class, this::deadlyJob))
                .workflow(WorkflowDefinition.of("deaf", Value.class, SoakHandlers::deafRun))
                .workflow(WorkflowDefinition.of("deadly", Deadly.class, this::deadlyRun));
    }

    /** Goes on although it is interrupted. */
    private static boolean deaf() {
        boolean interrupted = false;
        long begin = System.nanoTime();
        for (long left = DEAF_NANOS; left > 0; left = DEAF_NANOS - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    private static Value deafRun(Workflow workflow, Value input) {
        workflow.step("deaf", StepOptions.retries(1).withTimeout(LIMIT), () -> {
            boolean interrupted = deaf();
            workflow.logger().debug("It was {}.", interrupted ? "interrupted" : "left alone");
        });
        return input;
    }

    /** The first attempt takes all memory that there is. */
    private static int greedy(Value payload, JobContext context) {
        List<byte[]> hoard = new ArrayList<>();
        while (context.attempt() == 1) {
            hoard.add(new byte[CHUNK]);
        }
        return hoard.size();
    }

    private Value deadlyJob(Deadly deadly, JobContext context) throws IOException {
        dieAtFirst(context.jobId().text(), deadly.times());
        return Value.struct().build();
    }

    private Value deadlyRun(Workflow workflow, Deadly deadly) {
        workflow.step("die", () -> dieAtFirst(workflow.runId().text(), deadly.times()));
        return Value.struct().build();
    }

    private void dieAtFirst(String id, int times) throws IOException {
        if (deaths(marks, id) < times) {
            mark(id);
            Runtime.getRuntime().halt(137);
        }
    }

    private void mark(String id) throws IOException {
        for (int death = 1; ; death++) {
            try {
                Files.createFile(marks.resolve(id + "." + death));
                return;
            } catch (FileAlreadyExistsException another) {
                // that was an earlier one
            }
        }
    }

    /** How many processes a job or run has ended. */
    static long deaths(Path marks, String id) throws IOException {
        try (Stream<Path> files = Files.list(marks)) {
            return files.filter(file -> file.getFileName().toString().startsWith(id + "."))
                    .count();
        }
    }
}
