package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.LoggedEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that follow each other, as a row of {@code dwp_segment}: a transaction writes its own in one, or in several where
 * they are many. Immutable.
 *
 * @param first number of its first event
 * @param last number of its last event
 * @param lines one {@link EventLine} for each event; none where they were not read
 */
record Segment(long first, long last, @Nullable String lines) {
    /** Who wants one event of a segment reads all of it. */
    private static final int MOST_EVENTS = 256;

    /** In characters; an event that is longer has a segment of its own. */
    private static final int LONGEST = 64 * 1024;

    static Segment read(Row row) throws SQLException {
        return new Segment(row.number("first_n"), row.number("last_n"), row.textOrNull("events"));
    }

    /** Adds the events after a number for which a query asks, until there are so many. */
    void read(long after, EventQuery query, ValueFormat format, int most, List<LoggedEvent> into) {
        long n = first - 1;
        for (String line : eventLines()) {
            n++;
            LoggedEvent event = n <= after ? null : EventLine.read(n, line, query, format);
            if (event != null) {
                into.add(event);
                if (into.size() == most) {
                    return;
                }
            }
        }
    }

    /** The first event from a number on that was committed at an instant or later; one that cannot be read is old. */
    OptionalLong firstYoung(long from, long micros) {
        long n = first - 1;
        for (String line : eventLines()) {
            n++;
            if (n >= from && EventLine.micros(line) >= micros) {
                return OptionalLong.of(n);
            }
        }
        return OptionalLong.empty();
    }

    /** The line of each event, without its end; empty where there is none. */
    private List<String> eventLines() {
        String text = lines == null ? "" : lines;
        List<String> all = new ArrayList<>();
        int from = 0;
        for (long n = first; n <= last; n++) {
            int end = text.indexOf('\n', from);
            all.add(text.substring(from, end < 0 ? text.length() : end));
            from = end < 0 ? text.length() : end + 1;
        }
        return all;
    }

    /**
     * Rows of {@code dwp_segment} for the events of a transaction.
     *
     * @param before the number before that of the first
     */
    static List<@Nullable Object[]> rows(List<Told> events, long before) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        int from = 0;
        while (from < events.size()) {
            int to = end(events, from);
            rows.add(row(events.subList(from, to), before + from));
            from = to;
        }
        return rows;
    }

    private static int end(List<Told> events, int from) {
        int to = from + 1;
        int length = events.get(from).line().length();
        while (to < events.size() && to - from < MOST_EVENTS) {
            length += events.get(to).line().length();
            if (length > LONGEST) {
                return to;
            }
            to++;
        }
        return to;
    }

    /** First number, last number, oldest instant, youngest instant, summary, events. */
    private static @Nullable Object[] row(List<Told> events, long before) {
        Set<String> words = new LinkedHashSet<>();
        StringBuilder lines = new StringBuilder();
        long oldest = Long.MAX_VALUE;
        long youngest = Long.MIN_VALUE;
        for (Told event : events) {
            long at = Micros.of(event.at());
            oldest = Math.min(oldest, at);
            youngest = Math.max(youngest, at);
            SegmentWords.addTo(words, event.event());
            lines.append(event.line());
        }
        return Rows.of(before + 1, before + events.size(), oldest, youngest, String.join("", words), lines.toString());
    }
}
