package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;

/**
 * One set of changes on its way through the checks: each condition holds of what is stored, as moved on by the changes
 * before. Used under the store's lock.
 */
record Conditions(
        Foreseen<JobId, Job> jobs,
        Foreseen<RunId, WorkflowRun> runs,
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
                new Foreseen<>(),
                new Foreseen<>());
    }

    /** Refuses the set unless something holds of what it names. */
    static void require(boolean holds, String what) {
        if (!holds) {
            throw new StaleWrite(what);
        }
    }
}
