package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's code, on a thread of its own: the main code, a branch of a parallel, or the director that leads them.
 * What it does to the run it asks of the keeper. Fields that are not marked otherwise are its own thread's.
 */
final class Strand {
    private static final int ROOM_BETWEEN_ENTRIES = 16;

    private final Mailbox mailbox;
    private final @Nullable Strand parent;
    private final @Nullable BranchRef branch;
    private final List<Integer> path;

    /** The parallel of which it is a branch, where that has ended: then there is nothing new to begin. */
    private final @Nullable String endedParallel;

    /** What it may still do; only ever falls. Written by the keeper. */
    private volatile Mode mode = Mode.OPEN;

    /** Whether a step of it is to be interrupted. Written by the keeper. */
    private volatile boolean hurried;

    /** The step that it is at; read by the keeper. */
    private volatile @Nullable StepAttempt attempt;

    /** Its thread's task; written once, by whoever starts it. Read by the keeper. */
    private volatile @Nullable CodeTask task;

    /** How it ended; written by the keeper, read by its parent after they are joined. */
    private volatile Outcome outcome = new Outcome.Unwound();

    private boolean unwound;

    /** What it had asked for when it was unwound. */
    private String unwoundAt = "";

    /** The same, where its code caught what unwound it and returned. Written before it ends; read by the keeper. */
    private volatile @Nullable String swallowedAt;

    private long position;
    private int registrations;
    private final List<String> names = new ArrayList<>();

    /** What a strand may do. */
    enum Mode {
        /** Everything. */
        OPEN,
        /** Recall what is remembered, and register compensations; nothing new. */
        CLOSED,
        /** Nothing. */
        GONE
    }

    private Strand(
            Mailbox mailbox,
            @Nullable Strand parent,
            @Nullable BranchRef branch,
            List<Integer> path,
            @Nullable String endedParallel) {
        this.mailbox = mailbox;
        this.parent = parent;
        this.branch = branch;
        this.path = path;
        this.endedParallel = endedParallel;
    }

    /** The first of a run, which leads it. */
    static Strand director(Mailbox mailbox) {
        return new Strand(mailbox, null, null, List.of(), null);
    }

    /** The run's main code, as this one's branch. */
    Strand main() {
        return new Strand(mailbox, this, null, path, null);
    }

    /**
     * A branch of a parallel.
     *
     * @param ended the parallel's name, where all that its branches may do has been done
     */
    Strand branch(BranchRef ref, @Nullable String ended) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(ref.index());
        Strand strand = new Strand(mailbox, this, ref, List.copyOf(longer), ended == null ? endedParallel : ended);
        strand.position = position;
        return strand;
    }

    // What its thread does.

    /** Runs its code; tells the keeper how it ended. */
    void run(Callable<?> code) {
        Outcome end;
        try {
            Object result = code.call();
            swallowedAt = unwound ? unwoundAt : null;
            end = unwound ? new Outcome.Unwound() : new Outcome.Returned(result);
        } catch (Unwinding e) {
            end = new Outcome.Unwound();
        } catch (Throwable e) {
            end = unwound ? new Outcome.Unwound() : new Outcome.Threw(e);
        }
        mailbox.post(new Message.Ended(this, end));
    }

    /** Asks, and waits for the answer; unwinds where nothing new may begin. */
    <T> T ask(Ask<T> ask) {
        return await(new Pending<>(this, ask, false));
    }

    /** Asks for what belongs to something begun before; unwinds only where the run is gone. */
    <T> T finish(Ask<T> ask) {
        return await(new Pending<>(this, ask, true));
    }

    /**
     * Has something written before whatever it asks for next, or its end; does not wait for it. It belongs to something begun
     * before, as with {@link #finish}.
     */
    void write(Ask<?> ask) {
        requireNotGone();
        mailbox.post(new Message.Told(new Pending<>(this, ask, true)));
    }

    private <T> T await(Pending<T> pending) {
        requireNotGone();
        mailbox.post(new Message.Asked(pending));
        return join(pending.reply());
    }

    /** Lets branches run, each by what starts it, and waits until all have ended. */
    Joined fork(List<Strand> branches, BiConsumer<Strand, Integer> starter) {
        requireNotGone();
        CompletableFuture<Joined> joined = new CompletableFuture<>();
        mailbox.post(new Message.Forked(this, branches, joined));
        for (int i = 0; i < branches.size(); i++) {
            start(branches.get(i), i, starter);
        }
        return join(joined);
    }

    private static void start(Strand branch, int index, BiConsumer<Strand, Integer> starter) {
        try {
            starter.accept(branch, index);
        } catch (RuntimeException | OutOfMemoryError e) {
            branch.mailbox.post(new Message.Ended(branch, new Outcome.Threw(e)));
        }
    }

    private <T> T join(CompletableFuture<T> reply) {
        try {
            return reply.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unwinding) {
                throw unwind();
            }
            throw e;
        }
    }

    void requireNotGone() {
        if (mode == Mode.GONE) {
            throw unwind();
        }
    }

    /** What ends its thread; from now on whatever its code does counts for nothing. */
    Unwinding unwind() {
        if (!unwound) {
            unwound = true;
            unwoundAt = names.isEmpty() ? "" : names.getLast();
        }
        return new Unwinding();
    }

    /** Runs an attempt, unless it is to end at once. */
    Outcome run(StepAttempt next, Duration timeout) {
        attempt = next;
        if (hurried) {
            next.interrupt();
        }
        try {
            return next.run(timeout);
        } finally {
            attempt = null;
        }
    }

    /** It has asked for an entry of that name. */
    void named(String name) {
        names.add(name);
    }

    /** It went past an entry. */
    void passed(TimelineEntry entry) {
        position = Math.max(position, (long) entry.seq() << ROOM_BETWEEN_ENTRIES);
    }

    /** It went past all that its branches went past. */
    void joined(List<Strand> branches) {
        for (Strand strand : branches) {
            position = Math.max(position, strand.position);
            names.addAll(strand.names);
        }
        position++;
    }

    /** Where it is, in an order that is the same each time the code is run; see {@link Compensations}. */
    long position() {
        return position;
    }

    int nextRegistration() {
        return registrations++;
    }

    /** The names that it and its branches have asked for. */
    List<String> names() {
        return names;
    }

    List<Integer> path() {
        return path;
    }

    @Nullable
    BranchRef branchRef() {
        return branch;
    }

    @Nullable
    String endedParallel() {
        return endedParallel;
    }

    // What others do.

    @Nullable
    String swallowedAt() {
        return swallowedAt;
    }

    void started(CodeTask running) {
        task = running;
    }

    @Nullable
    CodeTask task() {
        return task;
    }

    @Nullable
    Strand parent() {
        return parent;
    }

    boolean isWithin(Strand other) {
        return this == other || (parent != null && parent.isWithin(other));
    }

    Mode mode() {
        return mode;
    }

    void restrict(Mode lower) {
        if (lower.compareTo(mode) > 0) {
            mode = lower;
        }
    }

    void hurry() {
        hurried = true;
        StepAttempt current = attempt;
        if (current != null) {
            current.interrupt();
        }
    }

    boolean isHurried() {
        return hurried;
    }

    Outcome outcome() {
        return outcome;
    }

    void ended(Outcome end) {
        outcome = end;
    }
}
