package dev.dwp.application.workflow;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strands of a run, as its keeper sees them: which have not ended, which of them ask, which wait for branches, and which
 * are to end and for how long already. Used by the keeper alone.
 */
final class Strands {
    private static final Logger LOG = LoggerFactory.getLogger(Strands.class);

    private final CodeThreads threads;
    private final Book book;
    private final Set<Strand> live = new LinkedHashSet<>();

    /** The same, for whoever is not the keeper. */
    private final Set<Strand> seen = ConcurrentHashMap.newKeySet();

    private final Map<Strand, Pending<?>> asking = new LinkedHashMap<>();

    /** What is to be written for strands that went on, or have ended since: one at most for each. */
    private final Map<Strand, Pending<?>> told = new LinkedHashMap<>();

    private final Map<Strand, Fork> forks = new HashMap<>();
    private final Map<Strand, Instant> hurried = new HashMap<>();

    /** Those that were interrupted, and when they were last looked at. */
    private final Map<Strand, Instant> prodded = new HashMap<>();

    private final Set<Strand> reported = new HashSet<>();

    /** A strand that waits for its branches. */
    private static final class Fork {
        private final Message.Forked message;
        private int left;
        private @Nullable Strand failed;

        Fork(Message.Forked message) {
            this.message = message;
            this.left = message.branches().size();
        }
    }

    /** None yet. */
    Strands(CodeThreads threads, Book book) {
        this.threads = threads;
        this.book = book;
    }

    void begin(Strand strand) {
        live.add(strand);
        seen.add(strand);
    }

    /** A strand asks; where it may not any more, it learns so at once. */
    void ask(Pending<?> pending) {
        if (mayAsk(pending)) {
            asking.put(pending.strand(), pending);
        } else {
            pending.turnAway();
        }
    }

    /** A strand has something written, and goes on. */
    void tell(Pending<?> pending) {
        if (mayAsk(pending)) {
            told.put(pending.strand(), pending);
        }
    }

    /** What is to be written before anything that is asked for. */
    List<Pending<?>> told() {
        return List.copyOf(told.values());
    }

    /** Whether there is something to write of strands that go on, and nobody asks for anything. */
    boolean toldAlone() {
        return !told.isEmpty() && asking.isEmpty();
    }

    void written(Pending<?> pending) {
        told.remove(pending.strand(), pending);
    }

    private boolean mayAsk(Pending<?> pending) {
        return live.contains(pending.strand())
                && switch (pending.strand().mode()) {
                    case OPEN -> true;
                    case CLOSED -> pending.evenClosed();
                    case GONE -> false;
                };
    }

    /** What has not been answered, in the order in which it was asked. */
    List<Pending<?>> asks() {
        return List.copyOf(asking.values());
    }

    void answered(Pending<?> pending) {
        asking.remove(pending.strand());
        pending.answer();
    }

    /** Branches begin under the restrictions of their parent. */
    void fork(Message.Forked message, Instant now) {
        Strand parent = message.parent();
        forks.put(parent, new Fork(message));
        for (Strand branch : message.branches()) {
            live.add(branch);
            seen.add(branch);
            branch.restrict(parent.mode());
            if (branch.isHurried() || hurried.containsKey(parent)) {
                hurry(branch, now);
            }
        }
        joinIfComplete(parent);
    }

    /** The first branch that fails closes the others; the last one that ends lets its parent go on. */
    void ended(Strand strand, Outcome outcome, Instant now) {
        if (!live.remove(strand)) {
            return;
        }
        seen.remove(strand);
        strand.ended(outcome);
        asking.remove(strand);
        forks.remove(strand);
        hurried.remove(strand);
        prodded.remove(strand);
        Strand parent = strand.parent();
        Fork fork = parent == null ? null : forks.get(parent);
        if (parent == null || fork == null) {
            return;
        }
        fork.left--;
        if (outcome instanceof Outcome.Threw && fork.failed == null) {
            fork.failed = strand;
            fork.message.branches().forEach(sibling -> close(sibling, now));
        }
        joinIfComplete(parent);
    }

    private void joinIfComplete(Strand parent) {
        Fork fork = forks.get(parent);
        if (fork != null && fork.left == 0) {
            forks.remove(parent);
            fork.message.joined().complete(new Joined(fork.failed));
        }
    }

    boolean none() {
        return live.isEmpty();
    }

    /** Whether every strand waits, be it for an answer or for its branches. */
    boolean quiet() {
        return !live.isEmpty()
                && live.stream().allMatch(strand -> asking.containsKey(strand) || forks.containsKey(strand));
    }

    /** Nothing new for a strand and what is below it; what it does now is to end. */
    void close(Strand top, Instant now) {
        for (Strand strand : below(top)) {
            restrict(strand, Strand.Mode.CLOSED);
            hurry(strand, now);
        }
    }

    /** Nothing new for any; what they do now may come to its end. */
    void closeGently() {
        live.forEach(strand -> restrict(strand, Strand.Mode.CLOSED));
    }

    /** Nothing at all for any. */
    void dismiss(Instant now) {
        for (Strand strand : List.copyOf(live)) {
            restrict(strand, Strand.Mode.GONE);
            hurry(strand, now);
            Fork fork = forks.remove(strand);
            if (fork != null) {
                fork.message.joined().completeExceptionally(new Unwinding());
            }
        }
    }

    /** Interrupts the steps under way, whatever the keeper is waiting for. From any thread. */
    void interruptSteps() {
        seen.forEach(Strand::hurry);
    }

    private List<Strand> below(Strand top) {
        return live.stream().filter(strand -> strand.isWithin(top)).toList();
    }

    private void restrict(Strand strand, Strand.Mode mode) {
        strand.restrict(mode);
        Pending<?> pending = asking.get(strand);
        if (pending != null && !mayAsk(pending)) {
            asking.remove(strand);
            pending.turnAway();
        }
    }

    private void hurry(Strand strand, Instant now) {
        hurried.putIfAbsent(strand, now);
        strand.hurry();
    }

    /**
     * Interrupts what has not ended in time, and goes on without what has not ended as long again after that: counted from
     * the interruption, so that nothing is given up only because the process or its clock stood still.
     */
    void enforce(Instant now) {
        for (Strand strand : List.copyOf(hurried.keySet())) {
            if (now.isBefore(deadline(strand))) {
                continue;
            }
            boolean first = prodded.put(strand, now) == null;
            if (first) {
                interrupt(strand);
            } else if (dispensable(strand)) {
                abandon(strand, now);
            } else if (reported.add(strand)) {
                report(strand);
            }
        }
    }

    /**
     * Whether the run can go on without it. Not as long as it may have compensations to register: then its code is still
     * on its way through what is remembered, or one of its branches is.
     */
    private boolean dispensable(Strand strand) {
        return strand.mode() == Strand.Mode.GONE
                || (!forks.containsKey(strand)
                        && book.unasked(strand.branchRef()).isEmpty());
    }

    private void report(Strand strand) {
        CodeTask task = strand.task();
        if (task != null && !forks.containsKey(strand)) {
            LOG.warn(
                    "The code of {} does not come to the end of what is remembered; until then the run cannot be rolled back. It is at {}",
                    book.run().id(),
                    task.whereabouts());
        }
    }

    private Instant deadline(Strand strand) {
        return prodded.getOrDefault(strand, hurried.getOrDefault(strand, Instant.EPOCH))
                .plus(threads.grace());
    }

    private static void interrupt(Strand strand) {
        CodeTask task = strand.task();
        if (task != null) {
            task.interrupt();
        }
    }

    private void abandon(Strand strand, Instant now) {
        if (strand.mode() == Strand.Mode.CLOSED) {
            book.leaveAlone();
        }
        restrict(strand, Strand.Mode.GONE);
        CodeTask task = strand.task();
        if (task != null) {
            threads.abandon(task, "The code of " + book.run().id());
        }
        ended(strand, new Outcome.Unwound(), now);
    }

    /** When to enforce next; {@code null} when nothing has to end. */
    @Nullable
    Instant nextEnforcement() {
        return hurried.keySet().stream()
                .map(this::deadline)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
