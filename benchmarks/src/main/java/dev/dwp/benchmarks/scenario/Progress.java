package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Received;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which jobs run, as a subscriber is told. */
final class Progress implements Consumer<Received> {
    private final Set<String> running = new HashSet<>();
    private @Nullable String cursor;
    private @Nullable Instant lastCompletion;

    @Override
    public void accept(Received event) {
        cursor = event.text("id");
        if (event.contains(JobCount.STARTED)) {
            running.add(event.text("job_id"));
        } else if (event.contains(JobCount.COMPLETED)) {
            running.remove(event.text("job_id"));
            lastCompletion = Instant.parse(event.text("ts"));
        }
    }

    /** The jobs that were started and are not completed. */
    Set<String> running() {
        return running;
    }

    boolean isRunning(String job) {
        return running.contains(job);
    }

    /** The last event's. */
    @Nullable
    String cursor() {
        return cursor;
    }

    /** Whether a job was completed after a moment, as the server's clock has it. */
    boolean completedAfter(Instant moment) {
        return lastCompletion != null && lastCompletion.isAfter(moment);
    }
}
