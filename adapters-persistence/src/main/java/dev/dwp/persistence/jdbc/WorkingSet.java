package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CronState;
import dev.dwp.domain.workflow.Publication;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has loaded and locked, how the sets that it accepted move that on, and what is to be written of it.
 * For the writer's thread.
 */
final class WorkingSet {
    private final Session session;
    private final Foreseen<String, JobNow> jobs = new Foreseen<>();
    private final Foreseen<String, RunNow> runs = new Foreseen<>();
    private final Foreseen<String, Boolean> signals = new Foreseen<>();
    private final Foreseen<String, CronState> crons = new Foreseen<>();
    private final Foreseen<KeyRef, List<KeyOwner>> keys = new Foreseen<>();

    /** Entries that this transaction has registered, ahead of the sets that say so. */
    private final Set<String> registered = new HashSet<>();

    /** What the rows of keys hold until they are written. */
    private final Map<KeyRef, KeyNow> keyRows = new HashMap<>();

    private final WorkingPublications published;
    private final Writes writes = new Writes();

    WorkingSet(Session session) {
        this.session = session;
        this.published = new WorkingPublications(session);
    }

    /** Loads and locks, always in this order. */
    void load(Wanted wanted) throws SQLException {
        load(JobSql.LOCK, wanted.jobs(), JobNow::read, jobs);
        load(RunSql.LOCK, wanted.runs(), RunNow::read, runs);
        load(SignalSql.LOCK, wanted.signals(), row -> true, signals);
        load(CronSql.LOCK, wanted.crons(), CronRow::read, crons);
        registerCrons(wanted.newCrons());
        loadKeys(wanted.keys());
        published.load(wanted.published());
    }

    private <V> void load(Sql sql, Collection<String> ids, RowReader<V> reader, Foreseen<String, V> into)
            throws SQLException {
        session.listAll(sql, row -> Map.entry(row.text("id"), reader.read(row)), rows(ids))
                .forEach(found -> into.stored(found.getKey(), found.getValue()));
    }

    /** What is registered for the first time is there from now on, so that another node that does the same waits for it. */
    private void registerCrons(Map<String, CronState> wishes) throws SQLException {
        Map<String, CronState> unknown = new TreeMap<>(wishes);
        unknown.keySet().removeIf(name -> crons.get(name) != null);
        registered.addAll(session.listAll(
                CronSql.REGISTER,
                row -> row.text("id"),
                unknown.values().stream().map(CronRow::write).toList()));
        unknown.keySet().removeAll(registered);
        load(CronSql.LOCK, unknown.keySet(), CronRow::read, crons);
    }

    private void loadKeys(Map<KeyRef, KeyNow> wishes) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<KeyRef> known = new ArrayList<>();
        wishes.forEach((ref, wish) -> rows.add(KeyRows.take(ref, wish)));
        session.listAll(KeySql.TAKE, row -> Map.entry(KeyRef.read(row), KeyNow.read(row)), rows)
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
                .map(KeyRef::ownersColumns)
                .toList();
        session.listAll(sql, row -> Map.entry(KeyRef.read(row), KeyOwner.read(row)), rows)
                .forEach(found ->
                        keys.stored(found.getKey(), KeyOwner.with(keys.get(found.getKey()), found.getValue())));
    }

    /** Lets keys of what was deleted name what is left, if anything is; in a transaction that changes nothing else. */
    void release(Collection<KeyRef> refs) throws SQLException {
        Map<KeyRef, KeyNow> wishes = new TreeMap<>(KeyRef.ORDER);
        refs.forEach(ref -> wishes.put(ref, KeyNow.NOTHING));
        loadKeys(wishes);
        flushKeys();
    }

    private static List<@Nullable Object[]> rows(Collection<String> ids) {
        return ids.stream().map(id -> Rows.of(id)).toList();
    }

    Foreseen<String, JobNow> jobs() {
        return jobs;
    }

    Foreseen<String, RunNow> runs() {
        return runs;
    }

    Foreseen<String, Boolean> signals() {
        return signals;
    }

    Foreseen<PublishedRow.Ref, Publication> published() {
        return published.publications();
    }

    Foreseen<String, CronState> crons() {
        return crons;
    }

    /** What keys name, the newest first. */
    Foreseen<KeyRef, List<KeyOwner>> keys() {
        return keys;
    }

    /** The set under check is to be applied. */
    void accept(Writes set) {
        jobs.accept();
        runs.accept();
        signals.accept();
        crons.accept();
        keys.accept();
        published.publications().accept();
        writes.addAll(set);
    }

    /** The set under check is not to be applied. */
    void refuse() {
        jobs.refuse();
        runs.refuse();
        signals.refuse();
        crons.refuse();
        keys.refuse();
        published.publications().refuse();
    }

    /** Writes what the accepted sets have come to. */
    void flush() throws SQLException {
        writes.flush(session);
        flushKeys();
        published.flush();
        registered.removeIf(name -> crons.get(name) != null);
        session.updateAll(CronSql.DELETE, rows(registered));
    }

    private void flushKeys() throws SQLException {
        List<@Nullable Object[]> moved = new ArrayList<>();
        List<@Nullable Object[]> freed = new ArrayList<>();
        keyRows.forEach((ref, before) -> {
            List<KeyOwner> owners = keys.get(ref);
            KeyNow after = owners == null || owners.isEmpty() ? KeyNow.NOTHING : KeyNow.of(owners.getFirst());
            if (after.equals(KeyNow.NOTHING)) {
                freed.add(ref.columns());
            } else if (!after.equals(before)) {
                moved.add(KeyRows.move(ref, after));
            }
        });
        session.updateAll(KeySql.MOVE, moved);
        session.updateAll(KeySql.FREE, freed);
    }
}
