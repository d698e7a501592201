package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.domain.channel.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Where the log of events begins and ends, against the events that are there, their age, and the clock. */
final class EventLogEnds implements Check {
    private static final String ENDS = """
            SELECT
                (SELECT first_n FROM dwp_segment ORDER BY last_n LIMIT 1) AS first,
                (SELECT last_n FROM dwp_segment ORDER BY last_n LIMIT 1) AS first_end,
                (SELECT oldest FROM dwp_segment ORDER BY last_n LIMIT 1) AS first_oldest,
                (SELECT youngest FROM dwp_segment ORDER BY last_n LIMIT 1) AS first_youngest,
                (SELECT max(last_n) FROM dwp_segment) AS last,
                (SELECT youngest FROM dwp_segment ORDER BY last_n DESC LIMIT 1) AS last_at
            """;

    private static final String EXTENT = """
            SELECT log.head, log.oldest, life.tail, life.base
            FROM dwp_log log LEFT JOIN dwp_life life ON life.base >= log.oldest - 1
            ORDER BY life.base
            """;

    /** How much later than now an event may be: clocks differ, and the log's may have been ahead of this one. */
    private static final Duration AHEAD = Duration.ofSeconds(-10);

    /** Retention comes in turns, so that events may become a little older than they are kept. */
    private static final int SLACK = 2;

    /** One life, or the ends alone where there is none to tell of. */
    private record Life(long head, long oldest, long tail, long base) {
        static Life read(ResultSet row) throws SQLException {
            return new Life(row.getLong("head"), row.getLong("oldest"), row.getLong("tail"), row.getLong("base"));
        }
    }

    /** Of the first segment the oldest events may be dropped: it goes with the last of its events. */
    private record Ends(LogExtent log, long first, long last, long firstAt, long lastAt) {
        static Ends read(LogExtent log, ResultSet row) throws SQLException {
            long first = row.getLong("first");
            long oldest = log.oldest().n();
            boolean cut = first < oldest && oldest <= row.getLong("first_end");
            return new Ends(
                    log,
                    cut ? oldest : first,
                    row.getLong("last"),
                    row.getLong(cut ? "first_youngest" : "first_oldest"),
                    row.getLong("last_at"));
        }

        /** Numbers begin with 1, so 0 stands for no event at all. */
        boolean empty() {
            return last == 0;
        }

        boolean agree() {
            return empty() ? log.kept() == 0 : last == newest() && first == oldest();
        }

        long oldest() {
            return log.oldest().n();
        }

        long newest() {
            return log.newest().n();
        }
    }

    @Override
    public String name() {
        return "event log";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        LogExtent log = extent(evidence.all(EXTENT, Life::read));
        Ends ends = evidence.one(ENDS, row -> Ends.read(log, row));
        if (!ends.agree()) {
            return Finding.fail(
                    name(),
                    "it says that it holds evt-%d to evt-%d, and there are evt-%d to evt-%d"
                            .formatted(ends.oldest(), ends.newest(), ends.first(), ends.last()),
                    "Something else than a server has changed it: restore a backup.");
        }
        if (ends.empty()) {
            return Finding.ok(
                    name(), "head evt-%d, no event kept".formatted(log.head().n()));
        }
        return aged(ends, evidence.since(ends.firstAt()), evidence.since(ends.lastAt()), evidence.norms());
    }

    private static LogExtent extent(List<Life> lives) {
        List<Gap> gaps = lives.stream()
                .filter(life -> life.base() > 0)
                .map(life -> new Gap(new Cursor(life.tail()), new Cursor(life.base())))
                .toList();
        Life any = lives.getFirst();
        return new LogExtent(new Cursor(any.head()), new Cursor(any.oldest()), gaps);
    }

    private Finding aged(Ends ends, Duration first, Duration last, Norms norms) {
        String seen =
                "head evt-%d, oldest kept evt-%d, %s old".formatted(ends.newest(), ends.oldest(), Ages.text(first));
        if (last.compareTo(AHEAD) < 0) {
            return Finding.warn(
                    name(),
                    "%s; the newest is %s ahead of the clock".formatted(seen, Ages.text(last.negated())),
                    "The clock was set back, or is wrong: check it.");
        }
        if (first.compareTo(norms.eventsKeptFor().multipliedBy(SLACK)) > 0) {
            return Finding.warn(
                    name(),
                    "%s, and they are to be kept for %s".formatted(seen, Ages.text(norms.eventsKeptFor())),
                    "A live node removes them: look for the reason in its log.");
        }
        return Finding.ok(name(), seen);
    }
}
