package dev.dwp.application.workflow;

import dev.dwp.domain.frame.CleanText;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One pass of a run's code from its top: what its strands share. Thread-safe. */
final class Pass {
    private static final int LONGEST_NAME = 256;

    private final Tools tools;
    private final Book book;
    private final WorkflowRun run;
    private final PlaceTurns turns;
    private final Map<Thread, Strand> strands = new ConcurrentHashMap<>();

    Pass(Tools tools, Book book, WorkflowRun run, PlaceTurns turns) {
        this.tools = tools;
        this.book = book;
        this.run = run;
        this.turns = turns;
    }

    Tools tools() {
        return tools;
    }

    Book book() {
        return book;
    }

    /** Whether the end of a step is where the run may have to give its place to another tenant's. */
    boolean placeIsWanted() {
        return turns.wants(spec().tenant());
    }

    /** The run as it was taken up. */
    WorkflowRun run() {
        return run;
    }

    RunSpec spec() {
        return run.spec();
    }

    /** Gives a strand a thread. */
    void start(Strand strand, Callable<?> code) {
        strand.started(tools.threads().start(() -> here(strand, code)));
    }

    private void here(Strand strand, Callable<?> code) {
        strands.put(Thread.currentThread(), strand);
        try {
            strand.run(() -> labelled(code));
        } finally {
            strands.remove(Thread.currentThread());
        }
    }

    /**
     * Runs code of the user's under the run's labels in the log; afterwards its thread, which is used again, has none, not
     * even those that the code put there.
     */
    @Nullable
    Object labelled(Callable<?> code) throws Exception {
        RunLabels.add(run);
        try {
            return code.call();
        } finally {
            MDC.clear();
        }
    }

    /**
     * The strand whose thread this is.
     *
     * @throws IllegalStateException when it is none's
     */
    Strand strand() {
        Strand strand = strands.get(Thread.currentThread());
        if (strand == null) {
            throw new IllegalStateException(
                    "A Workflow's methods are for the workflow's own code and the branches of its"
                            + " parallels; they cannot be called within a step, nor on threads of your own.");
        }
        return strand;
    }

    /** The strand asks for a name; for the first time, or its code breaks a rule. */
    void enter(Strand strand, String name) {
        strand.requireNotGone();
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            breakOff(
                    strand,
                    "The name '%s' cannot be used; names have 1 to %d characters, and no control characters."
                            .formatted(CleanText.of(Excerpt.of(name), LONGEST_NAME), LONGEST_NAME));
        }
        strand.named(name);
        if (!book.ask(name)) {
            breakOff(
                    strand,
                    "The name '%s' is used twice in this run; give each step a name of its own.".formatted(name));
        }
    }

    /** What is remembered under a name, which is to be of that kind. */
    Optional<TimelineEntry> recall(Strand strand, String name, StepKind kind) {
        Optional<TimelineEntry> entry = book.latest(name);
        if (entry.isPresent() && entry.get().kind() != kind) {
            breakOff(
                    strand,
                    "The code is not the same each time: it asks for %s '%s' where the run remembers %s of that name."
                            .formatted(
                                    Kinds.of(kind), name, Kinds.of(entry.get().kind())));
        }
        return entry;
    }

    /** What is remembered under a name if it has ended; else what the ask brings. */
    TimelineEntry recall(Strand strand, String name, StepKind kind, Ask<TimelineEntry> ask) {
        TimelineEntry entry = recall(strand, name, kind)
                .filter(remembered -> remembered.state().ended())
                .orElseGet(() -> strand.ask(ask));
        return passed(strand, entry);
    }

    /** The strand goes past an entry; one that was given up is where it ends. */
    TimelineEntry passed(Strand strand, TimelineEntry entry) {
        strand.passed(entry);
        return switch (entry.state()) {
            case CANCELLED ->
                throw breakOff(strand, "The entry '%s' was given up, and cannot go on.".formatted(entry.stepName()));
            case RUNNING, WAITING, COMPLETED, FAILED -> entry;
        };
    }

    /** Ends the strand; fails the run, unless it is to end anyway. */
    Unwinding breakOff(Strand strand, String sentence) {
        Ask<Object> ask = draft -> {
            throw new Broken(sentence);
        };
        strand.ask(ask);
        return strand.unwind();
    }
}
