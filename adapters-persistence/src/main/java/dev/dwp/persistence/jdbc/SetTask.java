package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.store.AcceptedChangeset;
import dev.dwp.application.store.ChangesetRules;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.TenantQueue;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Commits a set of changes, or refuses it. */
final class SetTask extends Task<Cursor> {
    private final PreparedSet set;
    private @Nullable RuntimeException refusal;
    private int told;
    private boolean repeated;

    SetTask(PreparedSet set) {
        this.set = set;
    }

    @Override
    void announce(Wanted wanted) {
        set.announce(wanted);
    }

    @Override
    void perform(Transaction transaction) throws SQLException {
        refusal = null;
        try {
            accept(ChangesetRules.check(set.changes(), transaction.working().state()), transaction);
        } catch (StaleWrite | KeyTaken e) {
            refusal = e;
        }
        told = transaction.told();
    }

    private void accept(AcceptedChangeset accepted, Transaction transaction) {
        transaction.working().accept(accepted, set.writes());
        accepted.topics().forEach(transaction::ring);
        accepted.countJobs(transaction.jobs());
        accepted.countRuns(transaction.runs());
        tell(transaction);
    }

    private void tell(Transaction transaction) {
        for (PreparedSet.Part part : set.parts()) {
            transaction.tell(part.events());
            if (part.change() instanceof Change.OfJob(var change)) {
                tellTurn(change, transaction);
            }
        }
    }

    private static void tellTurn(JobChange change, Transaction transaction) {
        TenantQueue lane = TenantQueue.of(change.job().spec());
        if (change.action() == JobAction.CLAIM) {
            transaction.served(lane);
        } else if (change.job().state().waiting()) {
            transaction.waits(lane);
        }
    }

    @Override
    void committed(long before) {
        if (refusal == null) {
            answer(new Cursor(before + told));
        } else {
            refuse(refusal);
        }
    }

    @Override
    void repeat() {
        repeated = true;
    }

    /** What stands in the way of a repetition may be the set itself: then nobody is told that it was not written. */
    @Override
    void refuse(RuntimeException why) {
        fail(
                repeated
                        ? new CommitInDoubt(
                                "The connection was lost during the commit, which may have taken place.", why)
                        : why);
    }
}
