package dev.dwp.application.workflow;

import dev.dwp.application.handler.StepFailed;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Branches side by side. They are run in each pass, also when all has ended: what they return may be any object. */
final class Parallels {
    private static final int MOST_BRANCHES = 1000;

    private final Pass pass;
    private final Closing closing;

    Parallels(Pass pass) {
        this.pass = pass;
        this.closing = new Closing(pass.tools().parts().store());
    }

    <T> List<T> run(Strand strand, String name, List<? extends Callable<? extends T>> branches) {
        if (branches.size() > MOST_BRANCHES) {
            throw new IllegalArgumentException(
                    "The parallel '%s' has %d branches; the most is %d: let children do the work."
                            .formatted(name, branches.size(), MOST_BRANCHES));
        }
        pass.enter(strand, name);
        TimelineEntry entry = pass.recall(strand, name, StepKind.PARALLEL)
                .orElseGet(() -> strand.ask(draft -> begin(strand, name, draft)));
        strand.passed(entry);
        List<Strand> strands = strands(strand, entry, branches.size());
        Joined joined = strand.fork(strands, (branch, i) -> pass.start(branch, branches.get(i)));
        strand.joined(strands);
        failed(entry, strands, joined).ifPresent(failed -> fail(strand, entry, strands, failed));
        return results(strand, end(strand, entry, strands), strands);
    }

    private static Optional<TimelineEntry> begin(Strand strand, String name, Draft draft) {
        return Optional.of(draft.latest(name)
                .orElseGet(() -> draft.begin(
                        strand,
                        name,
                        StepKind.PARALLEL,
                        place -> TimelineEntry.waiting(place, StepKind.PARALLEL, null, draft.now()))));
    }

    /** Where the parallel has ended, its branches only recall. */
    private static List<Strand> strands(Strand strand, TimelineEntry entry, int count) {
        List<Strand> strands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean completed = entry.state() == EntryState.COMPLETED;
            Strand branch = strand.branch(new BranchRef(entry.seq(), i), completed ? entry.stepName() : null);
            if (entry.state() == EntryState.FAILED || entry.state() == EntryState.CANCELLED) {
                branch.restrict(Strand.Mode.CLOSED);
            }
            strands.add(branch);
        }
        return strands;
    }

    /** The branch that failed it: the one remembered, or the first one now. */
    private static Optional<Strand> failed(TimelineEntry entry, List<Strand> strands, Joined joined) {
        return rememberedBranch(entry)
                .filter(index -> index < strands.size())
                .map(strands::get)
                .filter(strand -> strand.outcome() instanceof Outcome.Threw)
                .or(joined::firstFailed);
    }

    private static Optional<Integer> rememberedBranch(TimelineEntry entry) {
        return entry.state() == EntryState.FAILED
                        && entry.data() instanceof Value.Struct data
                        && data.member("branch") instanceof Value.Int index
                ? Optional.of((int) index.value())
                : Optional.empty();
    }

    private void fail(Strand strand, TimelineEntry entry, List<Strand> strands, Strand failed) {
        Throwable thrown = failed.outcome() instanceof Outcome.Threw threw ? threw.thrown() : strand.unwind();
        if (!entry.state().ended()) {
            Set<String> names = new HashSet<>();
            strands.forEach(branch -> names.addAll(branch.names()));
            int index = strands.indexOf(failed);
            strand.finish(draft -> failed(entry, names, index, FailureText.of(thrown), draft));
        }
        throw rethrown(entry.stepName(), thrown);
    }

    private Optional<TimelineEntry> failed(
            TimelineEntry entry, Set<String> names, int index, String error, Draft draft) {
        List<TimelineEntry> open = draft.open().stream()
                .filter(candidate -> names.contains(candidate.stepName()))
                .toList();
        return closing.giveUp(open, draft)
                ? Optional.of(draft.put(entry.failedBy(index, error, draft.now())))
                : Optional.empty();
    }

    private static RuntimeException rethrown(String name, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception
                ? exception
                : new StepFailed(name, FailureText.of(thrown), thrown);
    }

    private TimelineEntry end(Strand strand, TimelineEntry entry, List<Strand> strands) {
        boolean unwound = strands.stream().anyMatch(branch -> branch.outcome() instanceof Outcome.Unwound);
        if (unwound && entry.state() == EntryState.FAILED) {
            throw new StepFailed(entry.stepName(), Objects.requireNonNullElse(entry.error(), ""));
        }
        if (unwound) {
            throw strand.unwind();
        }
        return entry.state().ended()
                ? pass.passed(strand, entry)
                : strand.finish(draft -> Optional.of(draft.put(entry.completed(Value.NULL, draft.now()))));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // each is what a branch of that type returned, or null
    private static <T> List<T> results(Strand strand, TimelineEntry entry, List<Strand> strands) {
        strand.passed(entry);
        List<T> results = new ArrayList<>();
        for (Strand branch : strands) {
            results.add(branch.outcome() instanceof Outcome.Returned(var result) ? (T) result : null);
        }
        return results;
    }
}
