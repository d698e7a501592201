package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what becomes of a run whose worker was lost. Another takes it up, but not for ever: what ends its workers may be
 * the run itself. After some of them, one after the other, that got nowhere with it, only its compensations are run; and
 * where these end their workers too, it ends without them. Thread-safe.
 */
final class LostRuns {
    private static final int MOST_LOSSES = 5;
    private static final int MOST_LOSSES_COMPENSATING = 3;

    private final RunStore runs;
    private final Cancellation cancellation;
    private final Rendezvous rendezvous;

    LostRuns(RunStore runs, Rendezvous rendezvous) {
        this.runs = runs;
        this.cancellation = new Cancellation(runs);
        this.rendezvous = rendezvous;
    }

    /** What goes into one changeset; to be refused where the run has changed since it was read. */
    List<Change> changes(WorkflowRun run, Instant now) {
        boolean compensating = run.rollingBack() || run.cancelRequested();
        int losses = run.losses() + 1;
        if (losses < (compensating ? MOST_LOSSES_COMPENSATING : MOST_LOSSES)) {
            return List.of(new Change.OfRun(run.lose(now)));
        }
        return compensating
                ? end(run, losses, now)
                : List.of(new Change.OfRun(run.rollBackLost(sentence(losses), now)));
    }

    private static String sentence(int losses) {
        return "It was taken up %d times, and each time its worker was lost before it got any further."
                .formatted(losses);
    }

    private List<Change> end(WorkflowRun run, int losses, Instant now) {
        List<Change> changes = new ArrayList<>();
        WorkflowRun latest = run;
        for (TimelineEntry entry : runs.timeline(run.id())) {
            if (entry.state().ended()) {
                continue;
            }
            if (entry.state() == EntryState.WAITING && entry.awaits() instanceof Await.ForChild(var child, var group)) {
                runs.find(child).ifPresent(awaited -> changes.addAll(cancellation.of(awaited, now)));
            }
            RunChange given = latest.amend(entry.cancelled(now), now);
            changes.add(new Change.OfRun(given));
            latest = given.run();
        }
        RunChange ended = ended(latest, "Its compensations did not complete. " + sentence(losses), now);
        changes.add(new Change.OfRun(ended));
        changes.addAll(rendezvous.childEnded(ended.run(), now));
        return changes;
    }

    private static RunChange ended(WorkflowRun run, String sentence, Instant now) {
        String error = run.error();
        return error == null ? run.cancel(sentence, now) : run.fail(FailureText.cut(error + " " + sentence), now);
    }
}
