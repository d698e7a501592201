package dev.dwp.application.id;

import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.SessionId;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes ids: UUIDv7 with a 12-bit counter in {@code rand_a}, so that ids of one generator sort by creation even within
 * a millisecond and when the clock steps back (RFC 9562 §5.7, §6.2 method 1). Thread-safe if its random source is.
 */
public final class IdGenerator {
    private static final long VERSION_7 = 7L << 12;
    private static final long VARIANT = 0b10L << 62;

    private final InstantSource clock;
    private final RandomGenerator random;

    /** Milliseconds since 1970 in the upper 52 bits, the counter in the lower 12; only ever grows, by CAS. */
    private final AtomicLong last = new AtomicLong();

    /** Takes the time and the randomness from outside; the randomness should be cryptographic. */
    public IdGenerator(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new job's id. */
    public JobId job() {
        return new JobId(JobId.PREFIX + next());
    }

    /** A new workflow run's id. */
    public RunId run() {
        return new RunId(RunId.PREFIX + next());
    }

    /** A new signal's id. */
    public SignalId signal() {
        return new SignalId(SignalId.PREFIX + next());
    }

    /** A new session's id. */
    public SessionId session() {
        return new SessionId(SessionId.PREFIX + next());
    }

    /** A new worker's id. */
    public WorkerId worker() {
        return new WorkerId(WorkerId.PREFIX + next());
    }

    /** An id for an incident in the logs. */
    public String incident() {
        return "inc_" + next();
    }

    private String next() {
        long now = clock.millis() << 12;
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long high = ((stamp >>> 12) << 16) | VERSION_7 | (stamp & 0xfff);
        return Base32Id.encode(high, VARIANT | (random.nextLong() >>> 2));
    }
}
