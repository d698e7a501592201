package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.StoredJob;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Locks jobs, and reads what decides which changes of them are accepted. For the writer's thread. */
final class StoredJobs {
    private StoredJobs() {}

    /** What a job's own row says. */
    private record Own(String id, long revision, JobState state) {
        static Own read(Row row) throws SQLException {
            return new Own(row.text("id"), row.number("revision"), JobRow.stateOf(row));
        }
    }

    /** Who holds a job. */
    private record Held(String id, long revision, @Nullable Lease lease) {
        static Held read(Row row) throws SQLException {
            return new Held(row.text("id"), row.number("revision"), Row.orElse(null, () -> JobRow.lease(row)));
        }
    }

    /**
     * Locks the jobs' own rows first, and with that all that says where they stand; only then it looks at that. By their ids.
     *
     * @param ids at least one, in the order in which all lock
     */
    static Map<String, StoredJob> lock(Session session, Collection<String> ids) throws SQLException {
        List<@Nullable Object[]> rows = rows(ids);
        Question<Own> own = new Question<>(JobSql.LOCK, Own::read, rows);
        Question<Held> held = new Question<>(PlaceSql.HELD, Held::read, rows);
        session.ask(List.of(own, held));
        Map<String, Held> holders = new HashMap<>();
        held.found().forEach(found -> holders.put(found.id(), found));
        Set<String> later = later(session, own.found(), holders);
        Map<String, StoredJob> jobs = new HashMap<>();
        own.found().forEach(job -> jobs.put(job.id(), stored(job, holders.get(job.id()), later.contains(job.id()))));
        return jobs;
    }

    private static List<@Nullable Object[]> rows(Collection<String> ids) {
        return ids.stream().map(id -> Rows.of(id)).toList();
    }

    private static Set<String> later(Session session, List<Own> jobs, Map<String, Held> holders) throws SQLException {
        List<String> waiting = jobs.stream()
                .filter(job -> job.state().waiting() && !holders.containsKey(job.id()))
                .map(Own::id)
                .toList();
        return new HashSet<>(session.listAll(PlaceSql.LATER, row -> row.text("id"), rows(waiting)));
    }

    private static StoredJob stored(Own job, @Nullable Held held, boolean later) {
        if (held != null) {
            return new StoredJob(held.revision(), JobState.RUNNING, JobPhase.RUNNING, held.lease());
        }
        JobPhase waits = later ? JobPhase.SCHEDULED : JobPhase.DUE;
        return new StoredJob(job.revision(), job.state(), job.state().waiting() ? waits : phaseOf(job.state()), null);
    }

    private static JobPhase phaseOf(JobState state) {
        return state.finished() ? JobPhase.FINISHED : JobPhase.RUNNING;
    }
}
