package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Where the log of events begins and ends, against the events that are there, their age, and the clock. */
final class EventLogEnds implements Check {
    private static final String ENDS = """
            SELECT head, oldest,
                (SELECT min(n) FROM dwp_event) AS first,
                (SELECT max(n) FROM dwp_event) AS last,
                (SELECT at FROM dwp_event ORDER BY n LIMIT 1) AS first_at,
                (SELECT at FROM dwp_event ORDER BY n DESC LIMIT 1) AS last_at
            FROM dwp_log
            """;

    /** How much later than now an event may be: clocks differ, and the log's may have been ahead of this one. */
    private static final Duration AHEAD = Duration.ofSeconds(-10);

    /** Retention comes in turns, so that events may become a little older than they are kept. */
    private static final int SLACK = 2;

    private record Ends(long head, long oldest, long first, long last, long firstAt, long lastAt) {
        static Ends read(ResultSet row) throws SQLException {
            return new Ends(
                    row.getLong("head"),
                    row.getLong("oldest"),
                    row.getLong("first"),
                    row.getLong("last"),
                    row.getLong("first_at"),
                    row.getLong("last_at"));
        }

        /** Numbers begin with 1, so 0 stands for no event at all. */
        boolean empty() {
            return last == 0;
        }

        boolean agree() {
            return empty() ? oldest == head + 1 : last == head && first == oldest;
        }
    }

    @Override
    public String name() {
        return "event log";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        Ends ends = evidence.one(ENDS, Ends::read);
        if (!ends.agree()) {
            return Finding.fail(
                    name(),
                    "it says that it holds evt-%d to evt-%d, and there are evt-%d to evt-%d"
                            .formatted(ends.oldest(), ends.head(), ends.first(), ends.last()),
                    "Something else than a server has changed it: restore a backup.");
        }
        if (ends.empty()) {
            return Finding.ok(name(), "head evt-%d, no event kept".formatted(ends.head()));
        }
        return aged(ends, evidence.since(ends.firstAt()), evidence.since(ends.lastAt()), evidence.norms());
    }

    private Finding aged(Ends ends, Duration first, Duration last, Norms norms) {
        String seen = "head evt-%d, oldest kept evt-%d, %s old".formatted(ends.head(), ends.oldest(), Ages.text(first));
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
