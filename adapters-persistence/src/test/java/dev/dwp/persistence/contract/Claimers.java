package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several workers on one store, each with what it believes to hold. */
final class Claimers {
    private final Store store;
    private final Driver driver;
    private final Map<Integer, List<Job>> held = new HashMap<>();
    private int completed;

    /** Something that one of them does. */
    record Step(int worker, Doing doing) {
        enum Doing {
            CLAIM,
            FINISH,
            PAUSE_PAST_ITS_LEASE
        }
    }

    Claimers(Store store, Driver driver) {
        this.store = store;
        this.driver = driver;
    }

    void go(Step step) {
        List<Job> own = held.computeIfAbsent(step.worker(), absent -> new ArrayList<>());
        switch (step.doing()) {
            case CLAIM ->
                own.addAll(driver.claim(ClaimDraft.upTo(2).by(Driver.worker(step.worker())))
                        .items());
            case FINISH -> finish(own);
            case PAUSE_PAST_ITS_LEASE -> takeAwayWhatRanOut();
        }
    }

    private void takeAwayWhatRanOut() {
        driver.advance(ClaimDraft.LEASE);
        for (Job job : store.jobs().expired(driver.now(), 100)) {
            driver.commit(job.retry("Lost.", Duration.ZERO, driver.now()));
        }
    }

    /** Completes whatever anyone believes to hold, and whatever waits. */
    int finish() {
        held.values().forEach(this::finish);
        finish(new ArrayList<>(driver.claim(1_000)));
        return completed;
    }

    private void finish(List<Job> jobs) {
        for (Job job : jobs) {
            completed += driver.tries(new Change.OfJob(job.complete(Value.NULL, driver.now()))) ? 1 : 0;
        }
        jobs.clear();
    }
}
