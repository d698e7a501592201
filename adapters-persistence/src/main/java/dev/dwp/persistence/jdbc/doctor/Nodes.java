package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The servers that have entered themselves, and whether they are still there. */
final class Nodes implements Check {
    private static final String NODES = """
            SELECT name, version, seen_at FROM dwp_node ORDER BY seen_at DESC, worker LIMIT 50
            """;

    private final Liveness liveness;

    private record Node(String name, String version, long seenAt) {
        static Node read(ResultSet row) throws SQLException {
            return new Node(row.getString("name"), row.getString("version"), row.getLong("seen_at"));
        }
    }

    Nodes(Liveness liveness) {
        this.liveness = liveness;
    }

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<Node> nodes = evidence.all(NODES, Node::read);
        long since = liveness.since(evidence);
        if (nodes.isEmpty()) {
            return Finding.warn(name(), "none has entered itself: nothing runs", "Run: dwp serve");
        }
        String list = nodes.stream().map(node -> text(node, evidence)).collect(Collectors.joining(", "));
        if (nodes.stream().allMatch(node -> node.seenAt() >= since)) {
            return Finding.ok(name(), list);
        }
        return Finding.warn(
                name(),
                list + "; not all were seen within a lease",
                "Those were killed, are paused, or cannot reach the database. One that is meant to be gone is forgotten after "
                        + "a day.");
    }

    private String text(Node node, Evidence evidence) {
        String when = liveness.beating() ? "seen %s ago" : "started %s ago";
        return "%s %s (%s)"
                .formatted(node.name(), node.version(), when.formatted(Ages.text(evidence.since(node.seenAt()))));
    }
}
