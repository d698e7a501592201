package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import java.time.Instant;
import java.util.Locale;

/** In which row of its queue a job stands: what the indexes that claims use are cut by. */
enum Place {
    /** Not due yet. */
    LATER,
    /** Due, unless someone holds it up. */
    DUE,
    RUNNING,
    FINISHED;

    /** Where a job belongs at an instant. */
    static Place of(Job job, Instant at) {
        if (job.state().waiting()) {
            return job.runAt().isAfter(at) ? LATER : DUE;
        }
        return job.state() == JobState.RUNNING ? RUNNING : FINISHED;
    }

    static Place named(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    /** As the column spells it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
