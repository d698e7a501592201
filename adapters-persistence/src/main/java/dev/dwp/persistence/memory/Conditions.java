package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import org.jspecify.annotations.Nullable;

/**
 * One set of changes on its way through the checks: each condition holds of what is stored, as moved on by the changes
 * before. Used under the store's lock.
 */
record Conditions(
        Foreseen<String, Long> revisions,
        Foreseen<Keys.Ref, Keys.Named<JobId>> jobKeys,
        Foreseen<Keys.Ref, Keys.Named<RunId>> runKeys,
        Foreseen<SignalId, Signal> signals,
        Foreseen<Keys.Ref, Publication> publications,
        Foreseen<String, CronState> crons) {

    Conditions() {
        this(
                new Foreseen<>(),
                new Foreseen<>(),
                new Foreseen<>(),
                new Foreseen<>(),
                new Foreseen<>(),
                new Foreseen<>());
    }

    /**
     * Lets something pass from one revision to another; {@code null} for where it does not exist.
     *
     * @param stored its revision in the store
     */
    void move(String id, @Nullable Long stored, @Nullable Long from, @Nullable Long to) {
        Long current = revisions.get(id, stored);
        if (current == null ? from != null : !current.equals(from)) {
            throw new StaleWrite(id);
        }
        revisions.set(id, to);
    }
}
