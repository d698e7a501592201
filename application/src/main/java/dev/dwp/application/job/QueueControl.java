package dev.dwp.application.job;

import dev.dwp.application.port.in.ControlQueues;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.QueueName;
import java.time.InstantSource;
import java.util.Set;

/** Pauses and resumes queues. Thread-safe. */
final class QueueControl implements ControlQueues {
    private final Store store;
    private final InstantSource clock;

    QueueControl(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void pause(QueueName queue) {
        commit(queue, true);
    }

    @Override
    public void resume(QueueName queue) {
        commit(queue, false);
    }

    @Override
    public Set<QueueName> paused() {
        return store.jobs().pausedQueues();
    }

    private void commit(QueueName queue, boolean paused) {
        store.commits().commit(Changeset.of(clock.instant(), new Change.QueuePaused(queue, paused)));
    }
}
