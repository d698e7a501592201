package dev.dwp.application.port.in;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;

/** {@code job.enqueue} (PROTOCOL §5). */
@FunctionalInterface
public interface EnqueueJob {

    /**
     * Accepts a job; when this returns it is stored.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when no handler has that name, 400 when the payload does not fit it or
     *     an option is out of range, 409 when the key names a job with another payload
     */
    Enqueued enqueue(Caller caller, Command command);

    /** What to run and how. */
    record Command(String name, Value payload, JobOptions options) {
        /** Refuses (400) a name that no job can have. */
        public Command {
            NameLength.require("A job's name", name);
        }
    }

    /** The job, and whether this call made it rather than an earlier one with the same key. */
    record Enqueued(Job job, boolean created) {}
}
