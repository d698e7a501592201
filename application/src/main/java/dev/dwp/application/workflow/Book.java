package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A run and its timeline as its keeper knows them. Written by the keeper; strands look up what is remembered, and find at
 * worst what it was a moment ago.
 */
final class Book {
    /** The latest attempt under each name. */
    private final Map<String, TimelineEntry> latest = new ConcurrentHashMap<>();

    /** Names that the code of this pass has asked for. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** What was remembered when the run was taken up, in order, for each branch and the main line. */
    private final Map<Line, Deque<String>> remembered = new HashMap<>();

    private volatile WorkflowRun run;

    /** The rule that the code broke first. */
    private volatile @Nullable String broken;

    /** Whether code was left alone that had to end. Written by the keeper. */
    private volatile boolean leftAlone;

    private int lastSeq;

    private record Line(@Nullable BranchRef branch) {}

    Book(WorkflowRun run) {
        this.run = run;
    }

    WorkflowRun run() {
        return run;
    }

    /** The run as its code finds it when it is taken up. */
    void open(WorkflowRun taken, List<TimelineEntry> timeline) {
        reset(taken, timeline);
        timeline.stream()
                .filter(entry -> entry.kind() != StepKind.COMPENSATION && entry.attempt() == 1)
                .forEach(entry -> remembered
                        .computeIfAbsent(new Line(entry.branch()), absent -> new ArrayDeque<>())
                        .add(entry.stepName()));
    }

    /** The run as it has become. */
    void reset(WorkflowRun changed, List<TimelineEntry> timeline) {
        run = changed;
        timeline.forEach(this::write);
    }

    /** The run after a commit. */
    void turn(WorkflowRun changed, Collection<TimelineEntry> written) {
        run = changed;
        written.forEach(this::write);
    }

    private void write(TimelineEntry entry) {
        lastSeq = Math.max(lastSeq, entry.seq());
        latest.merge(entry.stepName(), entry, (before, after) -> after.seq() >= before.seq() ? after : before);
    }

    int lastSeq() {
        return lastSeq;
    }

    Optional<TimelineEntry> latest(String name) {
        return Optional.ofNullable(latest.get(name));
    }

    /** The code broke a rule: the run fails with that sentence, unless it was for another reason to end before. */
    void breakOff(String sentence) {
        if (broken == null) {
            broken = sentence;
        }
    }

    @Nullable
    String broken() {
        return broken;
    }

    /** Code that had to end did not, and the run goes on without it. */
    void leaveAlone() {
        leftAlone = true;
    }

    boolean leftAlone() {
        return leftAlone;
    }

    /** Entries that have not ended, in order. */
    List<TimelineEntry> open() {
        return latest.values().stream()
                .filter(entry -> !entry.state().ended())
                .sorted(Comparator.comparingInt(TimelineEntry::seq))
                .toList();
    }

    /** Notes that the code asks for a name; whether it is for the first time. */
    boolean ask(String name) {
        return asked.add(name);
    }

    /** The first entry of a line that was remembered and has not been asked for. */
    Optional<TimelineEntry> unasked(@Nullable BranchRef branch) {
        return first(remembered.getOrDefault(new Line(branch), new ArrayDeque<>()));
    }

    /** The first entry of any line that was remembered and has not been asked for. */
    Optional<TimelineEntry> unasked() {
        return remembered.values().stream()
                .flatMap(names -> first(names).stream())
                .min(Comparator.comparingInt(TimelineEntry::seq));
    }

    private Optional<TimelineEntry> first(Deque<String> names) {
        while (!names.isEmpty() && asked.contains(names.peek())) {
            names.poll();
        }
        return Optional.ofNullable(names.peek()).flatMap(this::latest);
    }
}
