package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one segment of many small ones that follow each other, as a server leaves them behind that has little to do: so that
 * looking through the log costs alike, however it was written. Each event is moved once. Other servers may do the same, and
 * drop events, at the same time.
 */
final class Gathering {
    /** Segments with so many events are left as they are. */
    private static final int SMALL = 32;

    /** So many segments are not worth the work. */
    private static final int FEW = 4;

    private static final int MOST_EVENTS = 256;
    private static final long LONGEST = 64 * 1024;
    private static final long LONGEST_SPAN_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private Gathering() {}

    /** What a segment is like, without its events. */
    private record Size(long first, long last, long oldest, long youngest, long length) {
        static Size read(Row row) throws SQLException {
            return new Size(
                    row.number("first_n"),
                    row.number("last_n"),
                    row.number("oldest"),
                    row.number("youngest"),
                    row.number("length"));
        }

        boolean small() {
            return last - first + 1 < SMALL;
        }

        /** Both together, in their order. */
        Size with(Size next) {
            return new Size(
                    first,
                    next.last,
                    Math.min(oldest, next.oldest),
                    Math.max(youngest, next.youngest),
                    length + next.length);
        }

        boolean fits() {
            return last - first < MOST_EVENTS && length <= LONGEST && youngest - oldest <= LONGEST_SPAN_MICROS;
        }
    }

    /** A whole row. */
    private record Whole(Size size, String summary, String events) {
        static Whole read(Row row) throws SQLException {
            return new Whole(Size.read(row), row.text("summary"), row.text("events"));
        }
    }

    /**
     * Looks at some segments after a number, and gathers those that more cannot be added to.
     *
     * @return the number after which to go on, when there are more segments
     */
    static long after(long number, Session session) throws SQLException {
        long done = number;
        List<Size> together = new ArrayList<>();
        @Nullable Size total = null;
        for (Size next : session.list(EventSql.SIZES, Size::read, number)) {
            if (total != null
                    && !(next.small()
                            && total.last() + 1 == next.first()
                            && total.with(next).fits())) {
                gather(session, together, total);
                done = total.last();
                together.clear();
                total = null;
            }
            if (next.small()) {
                together.add(next);
                total = total == null ? next : total.with(next);
            } else {
                done = next.last();
            }
        }
        return done;
    }

    /** Makes one of them, unless another server has done so or has dropped them. */
    private static void gather(Session session, List<Size> together, Size total) throws SQLException {
        if (together.size() <= FEW) {
            return;
        }
        long first = together.getFirst().last();
        List<Whole> rows = session.list(EventSql.LOCK_SEGMENTS, Whole::read, first, total.last());
        if (!rows.stream().map(Whole::size).toList().equals(together)) {
            return;
        }
        Set<String> words = new LinkedHashSet<>();
        rows.forEach(row -> words.addAll(SegmentWords.of(row.summary())));
        session.update(EventSql.DROP_GATHERED, first, total.last());
        session.update(
                EventSql.GATHER,
                total.first(),
                total.oldest(),
                total.youngest(),
                String.join("", words),
                rows.stream().map(Whole::events).collect(Collectors.joining()),
                total.last());
    }
}
