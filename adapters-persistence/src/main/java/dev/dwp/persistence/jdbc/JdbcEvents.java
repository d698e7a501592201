package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The event log in a database. Thread-safe. */
final class JdbcEvents implements EventLog {
    private final CommitQueue writes;
    private final Reads reads;
    private final RecentEvents recent;
    private final ValueFormat format;

    /** Where the log begins and ends. */
    private record Ends(long head, long oldest) {
        static Ends read(Row row) throws SQLException {
            return new Ends(row.number("head"), row.number("oldest"));
        }
    }

    /** One row of a read: the ends as they were then, and an event if any was found. */
    private record Found(Ends ends, @Nullable LoggedEvent event) {}

    JdbcEvents(CommitQueue writes, Reads reads, RecentEvents recent, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.recent = recent;
        this.format = format;
    }

    @Override
    public Cursor head() {
        return new Cursor(ends().head());
    }

    @Override
    public Cursor oldest() {
        return new Cursor(ends().oldest());
    }

    private Ends ends() {
        return reads.read(session -> session.first(EventSql.ENDS, Ends::read)).orElseThrow();
    }

    @Override
    public Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        return recent.read(after, channel, view, limit).orElseGet(() -> stored(after, channel, view, limit));
    }

    private Page stored(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        EventQuery query = EventQuery.of(channel, view, after, limit);
        List<Found> found = reads.read(session -> session.list(query.sql(), this::found, query.parameters()));
        Ends ends = found.getFirst().ends();
        if (after.n() + 1 < ends.oldest()) {
            throw new CursorExpired(new Cursor(ends.oldest() - 1));
        }
        List<LoggedEvent> events =
                found.stream().map(Found::event).filter(Objects::nonNull).toList();
        long upTo = events.size() == limit ? events.getLast().cursor().n() : Math.max(after.n(), ends.head());
        return new Page(events, new Cursor(upTo));
    }

    private Found found(Row row) throws SQLException {
        return new Found(Ends.read(row), row.numberOrNull("n") == null ? null : EventRow.read(row, format));
    }

    @Override
    public int trim(long keep, Instant before, int limit) {
        return writes.submit(ActTask.alone(transaction -> trim(transaction, keep, Micros.of(before), limit)));
    }

    /** Drops what is beyond the count, and from there on as long as it is too old. */
    private static int trim(Transaction transaction, long keep, long before, int limit) throws SQLException {
        Session session = transaction.session();
        Ends ends = session.first(EventSql.ENDS, Ends::read).orElseThrow();
        long end = Math.min(ends.head() + 1, ends.oldest() + limit);
        long surplus = Math.clamp(ends.head() + 1 - keep, ends.oldest(), end);
        Optional<Long> young = session.first(EventSql.FIRST_YOUNG, row -> row.number("n"), surplus, end, before);
        long oldest = young.orElse(end);
        if (oldest > ends.oldest()) {
            session.update(EventSql.DROP, oldest);
            transaction.trimmedTo(oldest);
        }
        return (int) (oldest - ends.oldest());
    }
}
