package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Received;
import java.util.function.Consumer;

/** Counts what a subscriber is told of jobs. */
final class JobCount implements Consumer<Received> {
    static final byte[] STARTED = Received.ascii("\"job.started\"");
    static final byte[] COMPLETED = Received.ascii("\"job.completed\"");

    private long started;
    private long completed;

    @Override
    public void accept(Received event) {
        if (event.contains(COMPLETED)) {
            completed++;
        } else if (event.contains(STARTED)) {
            started++;
        }
    }

    long started() {
        return started;
    }

    long completed() {
        return completed;
    }
}
