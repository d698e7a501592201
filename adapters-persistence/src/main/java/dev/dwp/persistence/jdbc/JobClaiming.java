package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One claim of due jobs. Whose turn it is follows from the counts alone; only the jobs that are taken are read. Others
 * wait with theirs, so that what was counted holds until the commit. For the writer's thread.
 */
final class JobClaiming {
    /** When to look again at jobs that another transaction is changing just now. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final Transaction transaction;
    private final Session session;
    private final JobClaim claim;
    private final ValueFormat format;
    private final Again again = new Again();

    JobClaiming(Transaction transaction, JobClaim claim, ValueFormat format) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.claim = claim;
        this.format = format;
    }

    Claimed<Job> take() throws SQLException {
        Sight sight = Sight.take(session);
        Lanes lanes = Lanes.of(transaction, sight.lanes());
        new Falling(session, claim, lanes, again).fall();
        Rooms rooms = Rooms.of(claim, lanes, sight);
        List<Job> taken = start(pick(lanes, rooms));
        Map<QueueName, Integer> started = new HashMap<>();
        taken.forEach(job -> started.merge(job.spec().queue(), 1, Integer::sum));
        rooms.fill(session, started);
        return new Claimed<>(taken, taken.size() == claim.limit() ? claim.now() : again.at());
    }

    /** The jobs to take, in the order of their turns. */
    private List<Job> pick(Lanes lanes, Rooms rooms) throws SQLException {
        Map<TenantQueue, Long> supply = new HashMap<>();
        lanes.all().forEach(lane -> supply.put(lane.lane(), lane.due(claim.names())));
        Map<TenantQueue, List<Job>> found = new HashMap<>();
        while (true) {
            List<TenantQueue> order = rooms.turns(lanes, supply).take(claim.limit());
            Map<TenantQueue, Integer> missing = missing(order, found);
            if (missing.isEmpty()) {
                rooms.noteWaiting(supply, order, again);
                return inOrder(order, found);
            }
            List<@Nullable Object[]> rows = rows(lanes, missing);
            found.putAll(read(rows, missing));
            if (correct(supply, missing, found)) {
                noteShortage(rows);
            }
        }
    }

    /** How many jobs are wanted of lanes of which fewer were read. */
    private static Map<TenantQueue, Integer> missing(List<TenantQueue> order, Map<TenantQueue, List<Job>> found) {
        Map<TenantQueue, Integer> wanted = new HashMap<>();
        order.forEach(lane -> wanted.merge(lane, 1, Integer::sum));
        wanted.entrySet()
                .removeIf(lane -> found.getOrDefault(lane.getKey(), List.of()).size() >= lane.getValue());
        return wanted;
    }

    /** The first due jobs of lanes, in the order in which they run. */
    private Map<TenantQueue, List<Job>> read(List<@Nullable Object[]> rows, Map<TenantQueue, Integer> wanted)
            throws SQLException {
        Map<TenantQueue, List<Job>> found = new HashMap<>();
        session.listAll(ClaimSql.FIRST_DUE, row -> JobRow.read(row, format), rows).stream()
                .sorted(Comparator.<Job, Integer>comparing(job -> job.spec().priority(), Comparator.reverseOrder())
                        .thenComparing(job -> job.id().text()))
                .forEach(job -> {
                    List<Job> own = found.computeIfAbsent(TenantQueue.of(job.spec()), absent -> new ArrayList<>());
                    if (own.size() < wanted.getOrDefault(TenantQueue.of(job.spec()), 0)) {
                        own.add(job);
                    }
                });
        return found;
    }

    private List<@Nullable Object[]> rows(Lanes lanes, Map<TenantQueue, Integer> wanted) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        lanes.all().stream().filter(lane -> wanted.containsKey(lane.lane())).forEach(lane -> {
            for (String name : lane.dueNames(claim.names())) {
                rows.add(Rows.of(
                        lane.lane().queue().text(),
                        Tenants.app(lane.lane().tenant()),
                        Tenants.org(lane.lane().tenant()),
                        name,
                        Micros.of(claim.now()),
                        (long) wanted.getOrDefault(lane.lane(), 0)));
            }
        });
        return rows;
    }

    /**
     * Fewer were found than were counted. Either another node's clock is ahead, by which they are due already, or another
     * transaction is changing them.
     */
    private void noteShortage(List<@Nullable Object[]> rows) throws SQLException {
        List<Instant> early = session.listAll(ClaimSql.FIRST_EARLY, row -> row.time("run_at"), rows);
        early.forEach(again::note);
        if (early.isEmpty()) {
            again.note(claim.now().plus(SOON));
        }
    }

    /** Goes on with what was found; whether that was less than counted. */
    private static boolean correct(
            Map<TenantQueue, Long> supply, Map<TenantQueue, Integer> wanted, Map<TenantQueue, List<Job>> found) {
        boolean less = false;
        for (Map.Entry<TenantQueue, Integer> lane : wanted.entrySet()) {
            int size = found.getOrDefault(lane.getKey(), List.of()).size();
            if (size < lane.getValue()) {
                supply.put(lane.getKey(), (long) size);
                less = true;
            }
        }
        return less;
    }

    private static List<Job> inOrder(List<TenantQueue> order, Map<TenantQueue, List<Job>> found) {
        Map<TenantQueue, Deque<Job>> left = new HashMap<>();
        found.forEach((lane, jobs) -> left.put(lane, new ArrayDeque<>(jobs)));
        return order.stream()
                .map(lane -> left.getOrDefault(lane, new ArrayDeque<>()).removeFirst())
                .toList();
    }

    private List<Job> start(List<Job> due) throws SQLException {
        List<Job> started = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Job job : due) {
            JobChange change = job.claim(claim.lease(), claim.now());
            rows.add(JobRow.start(change.job()));
            transaction.jobs().add(standing(job, JobPhase.DUE), -1);
            transaction.jobs().add(standing(change.job(), JobPhase.RUNNING), 1);
            transaction.tell(Told.of(claim.now(), JobEvent.tellOf(change), format));
            transaction.served(TenantQueue.of(job.spec()));
            started.add(change.job());
        }
        session.updateAll(JobSql.START, rows);
        return started;
    }

    private static JobCountKey standing(Job job, JobPhase place) {
        return new JobCountKey(TenantQueue.of(job.spec()), job.spec().name(), job.state(), place);
    }
}
