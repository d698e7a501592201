package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.store.AcceptedChangeset;
import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.application.store.StagedState;
import dev.dwp.application.store.StoredJob;
import dev.dwp.application.store.StoredState;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has loaded and locked, how the sets that it accepted move that on, and what is to be written of it.
 * For the writer's thread.
 */
final class WorkingSet {
    private final Session session;
    private final StagedState state = new StagedState(NothingLoaded.INSTANCE);

    /** Entries that this transaction has registered, ahead of the sets that say so. */
    private final Set<String> registered = new HashSet<>();

    /** What the rows of keys hold until they are written. */
    private final Map<KeyRef, KeyNow> keyRows = new HashMap<>();

    /** The jobs as they are stored. */
    private final Map<String, StoredJob> jobs = new HashMap<>();

    private final WorkingPublications published;
    private final Writes writes = new Writes();

    WorkingSet(Session session) {
        this.session = session;
        this.published = new WorkingPublications(session);
    }

    /** What was loaded, as moved on by the sets that were accepted. */
    StoredState state() {
        return state;
    }

    /** Loads and locks, always in this order. */
    void load(Wanted wanted) throws SQLException {
        loadJobs(wanted.jobs());
        load(RunSql.LOCK, wanted.runs(), RunRow::stored, (id, run) -> state.put(new RunId(id), run));
        load(SignalSql.LOCK, wanted.signals(), row -> true, (id, kept) -> state.put(new SignalId(id), kept));
        load(CronSql.LOCK, wanted.crons(), CronRow::read, state::put);
        registerCrons(wanted.newCrons());
        loadKeys(wanted.keys());
        published.load(wanted.published(), state);
        loadClear(wanted.clear());
    }

    /** In this order: what is paused once nobody can pause any more is what is paused at the commit. */
    private void loadClear(Set<QueueName> queues) throws SQLException {
        if (queues.isEmpty()) {
            return;
        }
        Question<Boolean> held = new Question<>(ClaimSql.KEEP_OPEN, row -> true);
        Question<QueueName> paused = new Question<>(ClaimSql.PAUSED, JobColumns::queueName);
        Question<QueueName> due = new Question<>(ClaimSql.DUE_QUEUES, JobColumns::queueName);
        session.ask(List.of(held, paused, due));
        Set<QueueName> shut = new HashSet<>(paused.found());
        shut.addAll(due.found());
        queues.forEach(queue -> state.put(queue, !shut.contains(queue)));
    }

    private void loadJobs(Collection<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        jobs.putAll(StoredJobs.lock(session, ids));
        jobs.forEach((id, job) -> state.put(new JobId(id), job));
    }

    private <V> void load(Sql sql, Collection<String> ids, RowReader<V> reader, BiConsumer<String, V> into)
            throws SQLException {
        session.listAll(sql, row -> Map.entry(row.text("id"), reader.read(row)), rows(ids))
                .forEach(found -> into.accept(found.getKey(), found.getValue()));
    }

    /** What is registered for the first time is there from now on, so that another node that does the same waits for it. */
    private void registerCrons(Map<String, CronState> wishes) throws SQLException {
        Map<String, CronState> unknown = new TreeMap<>(wishes);
        unknown.keySet().removeIf(name -> state.cron(name) != null);
        registered.addAll(session.listAll(
                CronSql.REGISTER,
                row -> row.text("id"),
                unknown.values().stream().map(CronRow::write).toList()));
        unknown.keySet().removeAll(registered);
        load(CronSql.LOCK, unknown.keySet(), CronRow::read, state::put);
    }

    private void loadKeys(Map<KeyRef, KeyNow> wishes) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<KeyRef> known = new ArrayList<>();
        wishes.forEach((ref, wish) -> rows.add(KeyRows.take(ref, wish)));
        session.listAll(KeySql.TAKE, row -> Map.entry(KeyColumns.read(row), KeyNow.read(row)), rows)
                .forEach(found -> {
                    keyRows.put(found.getKey(), found.getValue());
                    if (!found.getValue().equals(wishes.get(found.getKey()))) {
                        known.add(found.getKey());
                    }
                });
        loadOwners(KeySql.JOBS, KeyRef.Kind.JOB, known);
        loadOwners(KeySql.RUNS, KeyRef.Kind.RUN, known);
    }

    private void loadOwners(Sql sql, KeyRef.Kind kind, Collection<KeyRef> refs) throws SQLException {
        List<@Nullable Object[]> rows = refs.stream()
                .filter(ref -> ref.kind() == kind)
                .map(KeyColumns::ofOwners)
                .toList();
        session.listAll(sql, row -> Map.entry(KeyColumns.read(row), KeyColumns.owner(row)), rows)
                .forEach(found ->
                        state.put(found.getKey(), KeyOwner.with(state.owners(found.getKey()), found.getValue())));
    }

    /** Lets keys of what was deleted name what is left, if anything is; in a transaction that changes nothing else. */
    void release(Collection<KeyRef> refs) throws SQLException {
        Map<KeyRef, KeyNow> wishes = new TreeMap<>(KeyColumns.ORDER);
        refs.forEach(ref -> wishes.put(ref, KeyNow.NOTHING));
        loadKeys(wishes);
        flushKeys();
    }

    private static List<@Nullable Object[]> rows(Collection<String> ids) {
        return ids.stream().map(id -> Rows.of(id)).toList();
    }

    /** A set is to be written. */
    void accept(AcceptedChangeset accepted, Writes set) {
        set.putLeases(accepted.state());
        state.putAll(accepted.state());
        for (Change change : accepted.changes()) {
            if (change instanceof Change.SignalPublished(var publication)) {
                published.accept(publication);
            }
        }
        writes.addAll(set);
    }

    /** Writes what the accepted sets have come to. */
    void flush() throws SQLException {
        writes.flush(session, jobs);
        flushKeys();
        published.flush();
        registered.removeIf(name -> state.cron(name) != null);
        session.updateAll(CronSql.DELETE, rows(registered));
    }

    private void flushKeys() throws SQLException {
        List<@Nullable Object[]> moved = new ArrayList<>();
        List<@Nullable Object[]> freed = new ArrayList<>();
        keyRows.forEach((ref, before) -> {
            List<KeyOwner> owners = state.owners(ref);
            KeyNow after = owners.isEmpty() ? KeyNow.NOTHING : KeyNow.of(owners.getFirst());
            if (after.equals(KeyNow.NOTHING)) {
                freed.add(KeyColumns.of(ref));
            } else if (!after.equals(before)) {
                moved.add(KeyRows.move(ref, after));
            }
        });
        session.updateAll(KeySql.MOVE, moved);
        session.updateAll(KeySql.FREE, freed);
    }
}
