package dev.dwp.application.workflow;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.loop.OutagePause;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one run that this node has taken up, until it is finished, waits, or is given back or lost. One thread owns it: what
 * the run's strands ask comes through the mailbox, is tried on a draft, and is answered when the draft is committed. So there
 * is one writer, and nothing to lock; several asks make one changeset.
 */
final class RunKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);

    /** So long what was told waits for what is asked next, in nanoseconds. */
    private static final long LONGEST_GATHERING = 2_000_000;

    private final Tools tools;
    private final PlaceTurns turns;
    private final RunStore runs;
    private final Mailbox mailbox = new Mailbox();
    private final Book book;
    private final Strands strands;
    private final Strand director;
    private final Strand main;
    private final RunLease lease;
    private final OutagePause outage;
    private final boolean toStop;
    private final Tenant tenant;
    private final Compensations compensations = new Compensations();
    private final Runnable code;

    /** Whether the run is still this keeper's to write; read by the lease watch. */
    private volatile Hold hold = Hold.HELD;

    /** Whether it gives its place up, or is about to; written by the keeper's thread, read by the dispatcher. */
    private volatile boolean yielding;

    // All below belongs to the keeper's thread.
    private boolean begun;
    private final Recall recall = new Recall();
    private final BranchPauses pauses = new BranchPauses();
    private boolean stale = true;
    /** Whether it is surely as it was taken up, and remembers nothing: it was never taken up before. */
    private boolean fresh;

    private boolean stopping;
    private boolean cut;
    private @Nullable Instant retryAt;
    private @Nullable Instant lookAt;
    /** Where code of the run caught what unwound it, and returned. */
    private @Nullable String swallowedAt;

    private Wakeups.Registration alarm = () -> {};

    private enum Hold {
        HELD,
        LET_GO,
        LOST
    }

    RunKeeper(Tools tools, WorkflowRun claimed, PlaceTurns turns) {
        this.tools = tools;
        this.turns = turns;
        this.toStop = claimed.cancelRequested();
        this.tenant = claimed.spec().tenant();
        this.fresh = claimed.fences() == 1;
        this.runs = tools.parts().store().runs();
        this.lease = new RunLease(
                tools,
                Optional.ofNullable(claimed.claim())
                        .orElseThrow(() -> new IllegalArgumentException(claimed.id() + " is not claimed.")));
        this.book = new Book(claimed);
        this.strands = new Strands(tools.threads(), book);
        this.director = Strand.director(mailbox);
        this.main = director.main();
        this.outage = new OutagePause("The run " + claimed.id(), Tools.LONGEST_PAUSE);
        Pass pass = new Pass(tools, book, claimed, turns);
        this.code = () -> new Director(pass, director, main, compensations).start();
        mailbox.post(Message.Notice.BEGIN);
    }

    /** Keeps the run; returns when nothing of it is left here, save threads that were left alone. */
    void keep() {
        try {
            do {
                hear();
                turn();
            } while (!over());
            failIfSwallowed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The run {} met a defect; it is taken up again when its lease has run out.",
                    id(),
                    ForeignFailure.of(e));
        } finally {
            hold = hold == Hold.HELD ? Hold.LOST : hold;
            alarm.close();
            strands.dismiss(tools.clock().now());
            mailbox.close();
        }
    }

    /**
     * Code that caught what unwound it and returned has gone on past a wait that is not over. What it does there is done
     * again in each pass, so the run is not let wait: another pass lets it fail.
     */
    private void failIfSwallowed() {
        String at = swallowedAt;
        if (at == null || stopping || yielding || hold != Hold.LET_GO) {
            return;
        }
        String sentence =
                "The code caught what unwinds it at '%s', and went on; do not catch Throwable around a Workflow's methods."
                        .formatted(at);
        try {
            while (!failed(sentence)) {
                LOG.debug("The run {} has moved on since it was let go.", id());
            }
        } catch (StoreUnavailable e) {
            LOG.warn("The run {} cannot be failed as the store is away; it is when it waits again. {}", id(), sentence);
        }
    }

    /** Whether there is nothing more to write: it is to fail, or another has taken it up, ended or cancelled it. */
    private boolean failed(String sentence) {
        WorkflowRun run = runs.find(id()).orElse(null);
        if (run == null
                || run.state().finished()
                || run.claim() != null
                || run.cancelRequested()
                || run.rollingBack()) {
            return true;
        }
        Instant now = tools.clock().now();
        try {
            tools.commits().commit(Changeset.of(now, new Change.OfRun(run.rollBackLost(sentence, now))));
            LOG.warn("The run {} fails: {}", id(), sentence);
            return true;
        } catch (StaleWrite e) {
            return false;
        }
    }

    private boolean over() {
        return strands.none() && hold != Hold.HELD;
    }

    // What others may call.

    RunId id() {
        return book.run().id();
    }

    Tenant tenant() {
        return tenant;
    }

    /** Whether it was cancelled already when it was taken up. */
    boolean tookUpToStop() {
        return toStop;
    }

    /** Whether its place will be free soon. */
    boolean leaves() {
        return yielding || hold != Hold.HELD;
    }

    /** Whether the lease is to be renewed. */
    boolean holds() {
        return hold == Hold.HELD;
    }

    /**
     * Its lease was renewed.
     *
     * @param stored how the run stands in the store
     */
    void renewed(WorkflowRun stored, Lease longer) {
        if (lease.holds(stored)) {
            lease.prolonged(longer.until());
        }
        if (stored.revision() != book.run().revision() || !lease.holds(stored)) {
            mailbox.post(Message.Notice.LOOK);
        }
    }

    /** The store cannot be asked: another may have the run when its lease, as far as it is known, is over. */
    void loseIfLate(Instant now) {
        if (lease.over(now)) {
            strands.interruptSteps(); // the keeper may be waiting for the store
            mailbox.post(Message.Notice.LOST);
        }
    }

    /** Until when no other may have the run. */
    Instant leasedUntil() {
        return lease.until();
    }

    void tell(Message.Notice notice) {
        mailbox.post(notice);
    }

    // What its thread does.

    /**
     * Takes what there is. Where strands have told something and go on, what they ask for next is mostly there within
     * microseconds: that is waited for, so that both are one commit, but not for long.
     */
    private void hear() throws InterruptedException {
        mailbox.take().forEach(this::accept);
        long end = System.nanoTime() + LONGEST_GATHERING;
        for (long left = LONGEST_GATHERING; left > 0 && strands.toldAlone(); left = end - System.nanoTime()) {
            mailbox.take(left).forEach(this::accept);
        }
    }

    private void accept(Message message) {
        Instant now = tools.clock().now();
        switch (message) {
            case Message.Asked(var pending) -> {
                recall.over(now);
                strands.ask(pending);
            }
            case Message.Told(var pending) -> {
                recall.over(now);
                strands.tell(pending);
            }
            case Message.Forked forked -> strands.fork(forked, now);
            case Message.Ended(var strand, var outcome) -> {
                swallowedAt = swallowedAt == null ? strand.swallowedAt() : swallowedAt;
                pauses.forget(strand);
                strands.ended(strand, outcome, now);
            }
            case Message.Notice notice -> accept(notice, now);
        }
    }

    private void accept(Message.Notice notice, Instant now) {
        switch (notice) {
            case BEGIN -> stale = true;
            case LOOK -> {
                stale = true;
                fresh = false;
            }
            case LOST -> lose(now);
            case RING -> {}
            case WIND_DOWN -> {
                stopping = true;
                strands.closeGently();
            }
            case CUT -> {
                cut = true;
                retryAt = null;
                strands.dismiss(now);
            }
        }
    }

    /** Everything there is to do now: many small steps while each leads to another. */
    private void turn() {
        strands.enforce(tools.clock().now());
        if (retryAt == null || !tools.clock().now().isBefore(retryAt)) {
            try {
                while (hold == Hold.HELD && step()) {
                    outage.over();
                }
                retryAt = null;
            } catch (StoreUnavailable e) {
                retryAt = tools.clock().now().plus(outage.next(e));
                if (cut) {
                    lose(tools.clock().now());
                }
            }
        }
        setAlarm();
    }

    /** One changeset at most; whether to take another step at once. */
    private boolean step() {
        if (stale) {
            look();
            return true;
        }
        Draft draft = draft();
        List<Pending<?>> told = strands.told();
        List<Pending<?>> answered = new ArrayList<>();
        try {
            told.forEach(write -> write.attempt(draft));
            boolean wanted = !toStop && !stopping && turns.wants(tenant);
            pauses.begin();
            strands.asks().stream()
                    .filter(ask -> !pauses.hold(ask, draft, wanted) && ask.attempt(draft))
                    .forEach(answered::add);
        } catch (Broken e) {
            fail(e.sentence());
            return true;
        }
        letGoIfQuiet(draft, answered.isEmpty());
        yieldIfTurn(draft);
        if (!commit(draft)) {
            return true;
        }
        lookAt = draft.lookAt();
        if (!answered.isEmpty() && book.run().claim() != null && !lease.lasts(book.run())) {
            lose(tools.clock().now());
            return false;
        }
        told.forEach(write -> {
            pauses.answered(write, draft.now());
            strands.written(write);
        });
        if (!yielding) {
            answered.forEach(ask -> {
                pauses.answered(ask, draft.now());
                strands.answered(ask);
            });
        }
        letGoIfUnclaimed();
        return draft.wantsAnother() || goOn(answered.isEmpty());
    }

    private Draft draft() {
        Instant now = tools.clock().now();
        WorkflowRun renewed = book.run().renewed(lease.from(now));
        return new Draft(book, renewed, tools.settings().maxEntries(), now);
    }

    /** Where all that still go on were held for a place that nobody wants any more, they go on; whether there are such. */
    private boolean goOn(boolean unanswered) {
        boolean all = unanswered && hold == Hold.HELD && pauses.holding() && strands.quiet();
        if (all) {
            pauses.clear();
        }
        return all;
    }

    /** Where all strands wait, the run needs no worker; where none is left and it is not finished, another may go on. */
    private void letGoIfQuiet(Draft draft, boolean unanswered) {
        if (strands.none()) {
            draft.become(draft.run().release(draft.now()));
        } else if (unanswered && strands.quiet() && !pauses.holding() && !draft.wantsAnother()) {
            boolean nothing = compensations.none() && !book.leftAlone();
            draft.become(
                    nothing
                            ? draft.run().suspendWithNothingToCompensate(draft.lookAt(), draft.now())
                            : draft.run().suspend(draft.lookAt(), draft.now()));
        }
    }

    /** Where its place is another tenant's by turn, the run goes to the end of the row in the act that ends its step. */
    private void yieldIfTurn(Draft draft) {
        boolean wasYielding = yielding;
        yielding = mayYield(draft) && (wasYielding || turns.giveUp(tenant));
        if (yielding) {
            draft.become(draft.run().release(draft.now()));
        } else if (wasYielding) {
            turns.kept();
        }
    }

    /** At the end of a step while none is under way, so that nothing is done twice; what is to stop keeps its place. */
    private boolean mayYield(Draft draft) {
        WorkflowRun run = draft.run();
        return (draft.endsEntriesAlone() || (pauses.holding() && draft.isEmpty()))
                && run.claim() != null
                && !run.cancelRequested()
                && !toStop
                && !stopping
                && strands.quiet()
                && !draft.wantsAnother()
                && recall.paidOff(draft.now());
    }

    /** Whether the draft is what the store holds now; otherwise the run has changed, and is to be looked at. */
    private boolean commit(Draft draft) {
        if (draft.isEmpty()) {
            return true;
        }
        try {
            tools.commits().commit(draft.changeset());
        } catch (StaleWrite e) {
            stale = true;
            return false;
        }
        book.turn(draft.run(), draft.written());
        lease.prolonged(lease.from(draft.now()).lease().until());
        return true;
    }

    private void letGoIfUnclaimed() {
        if (book.run().claim() == null) {
            hold = Hold.LET_GO;
            strands.dismiss(tools.clock().now());
        }
    }

    /** Reads the run and its timeline as one: the run is the same before and after. */
    private void look() {
        if (fresh) {
            fresh = false;
            found(book.run(), List.of());
            return;
        }
        WorkflowRun before = begun ? null : book.run();
        while (true) {
            WorkflowRun now = before == null ? runs.find(id()).orElse(null) : before;
            if (now == null || !lease.holds(now)) {
                lose(tools.clock().now());
                return;
            }
            List<TimelineEntry> timeline = runs.timeline(id());
            before = runs.find(id()).orElse(null);
            if (before != null && before.revision() == now.revision()) {
                found(now, timeline);
                return;
            }
        }
    }

    private void found(WorkflowRun run, List<TimelineEntry> timeline) {
        stale = false;
        if (begun) {
            book.reset(run, timeline);
        } else {
            begun = true;
            book.open(run, timeline);
            recall.begin(timeline, tools.clock().now());
            begin();
        }
        if (run.cancelRequested() || run.rollingBack()) {
            closeMain();
        }
    }

    private void begin() {
        if (cut) {
            return;
        }
        strands.begin(director);
        if (stopping) {
            strands.closeGently();
        }
        code.run();
    }

    private void fail(String sentence) {
        book.breakOff(sentence);
        closeMain();
    }

    private void closeMain() {
        main.restrict(Strand.Mode.CLOSED);
        main.hurry();
        strands.close(main, tools.clock().now());
    }

    private void lose(Instant now) {
        if (hold == Hold.HELD) {
            hold = Hold.LOST;
            LOG.warn("The run {} is no longer this worker's; its code ends here.", id());
            strands.dismiss(now);
        }
    }

    /** While the store is away, a time to look at the run that has come is no reason to ring before the next try. */
    private void setAlarm() {
        alarm.close();
        Instant look = hold == Hold.HELD ? lookAt : null;
        Instant next = earliest(strands.nextEnforcement(), retryAt == null ? look : retryAt);
        alarm = next == null ? () -> {} : tools.parts().alarms().at(next, () -> mailbox.post(Message.Notice.RING));
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
