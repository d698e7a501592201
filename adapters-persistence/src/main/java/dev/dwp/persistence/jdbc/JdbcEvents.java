package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event log in a database. Thread-safe. */
final class JdbcEvents implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcEvents.class);

    /** In one turn of retention; the rest waits for the next. */
    private static final int MOST_GATHERINGS = 32;

    private final CommitQueue writes;
    private final Reads reads;
    private final RecentEvents recent;
    private final ValueFormat format;

    /** Up to here there is nothing more to gather. */
    private final AtomicLong gathered = new AtomicLong();

    /** The ends of the log, and the tail before the first life that begins after the cursor, if one does. */
    private record Ends(long head, long oldest, @Nullable Long nextTail) {
        static Ends read(Row row) throws SQLException {
            return new Ends(row.number("head"), row.number("oldest"), row.numberOrNull("next_tail"));
        }

        boolean hasExpired(Cursor after) {
            return after.n() + 1 < oldest || (nextTail != null && nextTail < after.n());
        }
    }

    /**
     * One row of a read: the ends as they were then, and a segment if any was found.
     *
     * @param looked how far segments were looked through, where they were not all
     * @param segment without its events where they are to be read later
     */
    private record Found(
            Ends ends, @Nullable Long looked, @Nullable Segment segment) {
        static Found read(Row row) throws SQLException {
            boolean found = row.numberOrNull("last_n") != null;
            return new Found(Ends.read(row), row.numberOrNull("looked"), found ? Segment.read(row) : null);
        }
    }

    /** One row of a look at the extent. */
    private record Stretch(long head, long oldest, @Nullable Gap gap) {
        static Stretch read(Row row) throws SQLException {
            Long base = row.numberOrNull("base");
            Gap gap = base == null ? null : new Gap(new Cursor(row.number("tail")), new Cursor(base));
            return new Stretch(row.number("head"), row.number("oldest"), gap);
        }
    }

    JdbcEvents(CommitQueue writes, Reads reads, RecentEvents recent, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.recent = recent;
        this.format = format;
    }

    @Override
    public Cursor head() {
        return new Cursor(looked(
                session ->
                        session.first(EventSql.HEAD, row -> row.number("head")).orElseThrow(),
                head -> head));
    }

    @Override
    public LogExtent extent() {
        LogExtent extent = looked(JdbcEvents::extentOf, found -> found.head().n());
        recent.lives(extent.gaps());
        return extent;
    }

    private static LogExtent extentOf(Session session) throws SQLException {
        List<Stretch> rows = session.list(EventSql.EXTENT, Stretch::read);
        Stretch first = rows.getFirst();
        List<Gap> gaps =
                rows.stream().map(Stretch::gap).filter(Objects::nonNull).toList();
        return new LogExtent(new Cursor(first.head()), new Cursor(first.oldest()), gaps);
    }

    /**
     * Reads something of the log. Where its head is below what this server has seen of it, the database has lost the tail, and
     * another life has to begin before anybody counts on from there.
     */
    private <T> T looked(ReadTask.Query<T> query, ToLongFunction<T> head) {
        long seen = recent.highest();
        T found = reads.read(query);
        if (head.applyAsLong(found) >= seen) {
            recent.saw(head.applyAsLong(found));
            return found;
        }
        LOG.warn("The log ends at evt-{}, and had come to evt-{}: its tail is lost.", head.applyAsLong(found), seen);
        recent.forget();
        writes.submit(ActTask.alone(Transaction::touchLog));
        return reads.read(query);
    }

    @Override
    public Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        EventQuery query = new EventQuery(channel, view);
        return recent.read(after, query, limit).orElseGet(() -> stored(after, query, limit));
    }

    private Page stored(Cursor after, EventQuery query, int limit) {
        List<Found> found = looked(
                session -> session.list(query.sql(), Found::read, query.parameters(after, limit)),
                rows -> rows.getFirst().ends().head());
        if (found.getFirst().ends().hasExpired(after)) {
            return stored(extent().resume(after), query, limit);
        }
        return page(found, after.n(), query, limit);
    }

    /** The events of the segments that were found, up to the limit or to where the next are to be read. */
    private Page page(List<Found> found, long after, EventQuery query, int limit) {
        List<LoggedEvent> events = new ArrayList<>();
        long upTo = after;
        for (Found row : found) {
            Segment segment = row.segment();
            if (segment != null) {
                if (segment.lines() == null) {
                    return new Page(events, new Cursor(upTo));
                }
                segment.read(upTo, query, format, limit, events);
                if (events.size() == limit) {
                    return new Page(events, events.getLast().cursor());
                }
                upTo = segment.last();
            }
        }
        Found first = found.getFirst();
        if (found.size() < query.segments(limit)) {
            upTo = Math.max(upTo, first.looked() == null ? first.ends().head() : first.looked());
        }
        return new Page(events, new Cursor(upTo));
    }

    @Override
    public boolean caughtUp(Cursor upTo) {
        return upTo.n() == recent.highest();
    }

    @Override
    public int trim(long keep, Instant before, int limit) {
        int dropped = writes.submit(ActTask.alone(transaction -> trim(transaction, keep, Micros.of(before), limit)));
        if (dropped < limit) {
            gather();
        }
        return dropped;
    }

    /** Gathers small segments, in transactions of their own, until only those are left to which more may be added. */
    private void gather() {
        for (int turn = 0; turn < MOST_GATHERINGS; turn++) {
            long from = gathered.get();
            long to = writes.submit(ActTask.alone(transaction -> Gathering.after(from, transaction.session())));
            gathered.accumulateAndGet(to, Math::max);
            if (to == from) {
                return;
            }
        }
    }

    /** Drops what is beyond the count, and from there on as long as it is too old. */
    private static int trim(Transaction transaction, long keep, long before, int limit) throws SQLException {
        Session session = transaction.session();
        LogExtent log = extentOf(session);
        long most = Math.min(limit, log.kept());
        Cursor surplus = log.afterDropping(Math.clamp(log.kept() - keep, 0, most));
        Cursor end = log.afterDropping(most);
        Cursor last = firstYoung(session, surplus.n() + 1, end.n() + 1, before)
                .map(n -> new Cursor(n).previous())
                .orElse(end);
        long dropped = log.between(log.beforeOldest(), last);
        if (dropped > 0) {
            session.update(EventSql.DROP, last.n() + 1);
            session.update(EventSql.FORGET_LIVES, last.n());
            transaction.trimmedTo(last.n() + 1);
        }
        return (int) dropped;
    }

    /** The first event of a stretch that is not older than an instant. */
    private static Optional<Long> firstYoung(Session session, long from, long below, long instant) throws SQLException {
        long at = from;
        while (at < below) {
            Optional<Segment> segment = session.first(EventSql.FIRST_YOUNG, Segment::read, at, below, instant);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            OptionalLong young = segment.get().firstYoung(at, instant);
            if (young.isPresent()) {
                return young.getAsLong() < below ? Optional.of(young.getAsLong()) : Optional.empty();
            }
            at = segment.get().last() + 1;
        }
        return Optional.empty();
    }
}
