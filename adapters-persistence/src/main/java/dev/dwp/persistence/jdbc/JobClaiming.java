package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.job.ClaimPlan;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.job.TokenBucket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final NextClaim next = new NextClaim();

    JobClaiming(Transaction transaction, JobClaim claim, ValueFormat format) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.claim = claim;
        this.format = format;
    }

    Claimed<Job> take() throws SQLException {
        CountedQueues queues = CountedQueues.read(transaction, claim);
        new Falling(session, claim, queues, next).fall();
        Map<TenantQueue, List<Job>> found = new HashMap<>();
        ClaimPlan plan = plan(queues, found);
        next.note(plan.nextLook());
        List<Job> taken = start(inOrder(plan.picks(), found));
        fillBuckets(plan.buckets());
        return new Claimed<>(taken, taken.size() == claim.limit() ? claim.now() : next.at());
    }

    /** Plans until all that is picked was found. */
    private ClaimPlan plan(CountedQueues queues, Map<TenantQueue, List<Job>> found) throws SQLException {
        while (true) {
            ClaimPlan plan = ClaimPlan.of(queues, claim.names(), claim.limit());
            Map<TenantQueue, Integer> missing = missing(plan.picks(), found);
            if (missing.isEmpty()) {
                return plan;
            }
            List<@Nullable Object[]> rows = rows(queues, missing);
            found.putAll(read(rows, missing));
            if (correct(queues, missing, found)) {
                noteShortage(rows);
            }
        }
    }

    /** How many jobs are wanted of tenant queues of which fewer were read. */
    private static Map<TenantQueue, Integer> missing(List<TenantQueue> picks, Map<TenantQueue, List<Job>> found) {
        Map<TenantQueue, Integer> wanted = new HashMap<>();
        picks.forEach(queue -> wanted.merge(queue, 1, Integer::sum));
        wanted.entrySet()
                .removeIf(queue -> found.getOrDefault(queue.getKey(), List.of()).size() >= queue.getValue());
        return wanted;
    }

    /** The first due jobs of tenant queues, in the order in which they run. */
    private Map<TenantQueue, List<Job>> read(List<@Nullable Object[]> rows, Map<TenantQueue, Integer> wanted)
            throws SQLException {
        Map<TenantQueue, List<Job>> found = new HashMap<>();
        session.listAll(ClaimSql.FIRST_DUE, row -> JobRow.read(row, format), rows).stream()
                .sorted(Comparator.<Job, Integer>comparing(job -> job.spec().priority(), Comparator.reverseOrder())
                        .thenComparing(job -> job.id().text()))
                .forEach(job -> {
                    TenantQueue queue = TenantQueue.of(job.spec());
                    List<Job> own = found.computeIfAbsent(queue, absent -> new ArrayList<>());
                    if (own.size() < wanted.getOrDefault(queue, 0)) {
                        own.add(job);
                    }
                });
        return found;
    }

    private List<@Nullable Object[]> rows(CountedQueues queues, Map<TenantQueue, Integer> wanted) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        wanted.forEach((queue, count) -> {
            for (String name : queues.dueNames(queue)) {
                rows.add(Rows.of(
                        queue.queue().text(),
                        Tenants.app(queue.tenant()),
                        Tenants.org(queue.tenant()),
                        name,
                        Micros.of(claim.now()),
                        (long) count));
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
        early.forEach(next::note);
        if (early.isEmpty()) {
            next.note(claim.now().plus(SOON));
        }
    }

    /** Goes on with what was found; tells that this was less than counted. */
    private static boolean correct(
            CountedQueues queues, Map<TenantQueue, Integer> wanted, Map<TenantQueue, List<Job>> found) {
        boolean less = false;
        for (Map.Entry<TenantQueue, Integer> queue : wanted.entrySet()) {
            int size = found.getOrDefault(queue.getKey(), List.of()).size();
            if (size < queue.getValue()) {
                queues.correct(queue.getKey(), size);
                less = true;
            }
        }
        return less;
    }

    private static List<Job> inOrder(List<TenantQueue> picks, Map<TenantQueue, List<Job>> found) {
        Map<TenantQueue, Iterator<Job>> left = new HashMap<>();
        found.forEach((queue, jobs) -> left.put(queue, jobs.iterator()));
        return picks.stream()
                .map(queue -> Objects.requireNonNull(left.get(queue)).next())
                .toList();
    }

    private List<Job> start(List<Job> due) throws SQLException {
        List<Job> started = new ArrayList<>();
        List<@Nullable Object[]> left = new ArrayList<>();
        List<@Nullable Object[]> held = new ArrayList<>();
        List<@Nullable Object[]> rare = new ArrayList<>();
        for (Job job : due) {
            JobChange change = job.claim(claim.lease(), claim.now());
            Job running = change.job();
            left.add(PlaceRows.keyOfDue(job));
            held.add(PlaceRows.held(running));
            if (PlaceRows.RARE.contains(job.state())) {
                rare.add(Rows.of(job.id().text()));
            }
            transaction.jobs().add(JobCountKey.of(job.spec(), job.state(), JobPhase.DUE), -1);
            transaction.jobs().add(JobCountKey.of(job.spec(), running.state(), JobPhase.RUNNING), 1);
            transaction.tell(Told.of(claim.now(), JobEvent.tellOf(change), format));
            transaction.served(TenantQueue.of(job.spec()));
            started.add(running);
        }
        if (!started.isEmpty()) {
            session.updateAll(
                    List.of(new WriteBatch(PlaceSql.DROP_DUE, left), new WriteBatch(PlaceSql.PUT_HELD, held)));
        }
        session.updateAll(PlaceSql.DROP_RARE, rare);
        return started;
    }

    private void fillBuckets(Map<QueueName, TokenBucket> buckets) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        buckets.forEach((queue, bucket) -> rows.add(BucketRow.of(queue, bucket)));
        session.updateAll(ClaimSql.FILL_BUCKET, rows);
    }
}
