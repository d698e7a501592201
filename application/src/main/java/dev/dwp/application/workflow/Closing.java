package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Store;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.List;

/** Gives up entries that have not ended, and with them the children that they wait for. Used by the keeper. */
final class Closing {
    private static final int BATCH = 100;

    private final Store store;
    private final Cancellation cancellation;

    Closing(Store store) {
        this.store = store;
        this.cancellation = new Cancellation(store.runs());
    }

    /** Whether all of them are given up when the draft is committed; otherwise another turn has to follow. */
    boolean giveUp(List<TimelineEntry> open, Draft draft) {
        for (TimelineEntry entry : open.subList(0, Math.min(BATCH, open.size()))) {
            if (entry.awaits() instanceof Await.ForChild await) {
                cancel(await.child(), draft);
            }
            draft.put(entry.cancelled(draft.now()));
        }
        if (open.size() > BATCH) {
            draft.again();
        }
        return open.size() <= BATCH;
    }

    private void cancel(RunId id, Draft draft) {
        store.runs()
                .find(id)
                .ifPresent(child -> cancellation.of(child, draft.now()).forEach(draft::also));
    }
}
