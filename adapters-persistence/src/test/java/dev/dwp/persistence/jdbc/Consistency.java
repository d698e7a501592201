package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of a store whatever has happened to it: the log tells of each state, and the counts count. */
final class Consistency {
    private static final int PAGE = 1000;

    private final Store store;

    Consistency(Store store) {
        this.store = store;
    }

    /** Checks all of it; the log must not have been trimmed. */
    void check() {
        List<Job> jobs = jobs();
        Map<String, String> told = new HashMap<>();
        long n = 0;
        List<LoggedEvent> log = log();
        LogExtent extent = store.events().extent();
        for (LoggedEvent event : log) {
            assertEquals(++n, extent.between(Cursor.START, event.cursor()), "The log has no gaps.");
            told.put(event.data().text("job_id"), event.data().text("state"));
        }
        assertEquals(n, extent.kept());
        assertEquals(jobs.size(), told.size(), "Each job was told of, and nothing else.");
        Map<JobState, Long> states = new HashMap<>();
        for (Job job : jobs) {
            assertEquals(job.state().wireName(), told.get(job.id().text()), "The last event tells of the state.");
            states.merge(job.state(), 1L, Long::sum);
        }
        assertEquals(states, store.jobs().countByState(Tenant.NONE), "The counts count.");
    }

    /** Every job, newest first. */
    List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        JobId before = null;
        while (true) {
            List<Job> page = store.jobs().list(new JobQuery(Tenant.NONE, null, null, null, before, PAGE));
            if (page.isEmpty()) {
                return jobs;
            }
            jobs.addAll(page);
            before = page.getLast().id();
        }
    }

    private List<LoggedEvent> log() {
        List<LoggedEvent> events = new ArrayList<>();
        Cursor head = store.events().head();
        for (Cursor at = Cursor.START; at.compareTo(head) < 0; ) {
            var page = store.events().read(at, null, Tenant.NONE, PAGE);
            events.addAll(page.events());
            at = page.upTo();
        }
        return events;
    }
}
