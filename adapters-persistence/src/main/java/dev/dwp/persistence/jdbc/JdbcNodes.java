package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.WorkerId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The servers that work on a database. Thread-safe. */
final class JdbcNodes implements NodeStore {
    /** Nodes that left without a word are forgotten then. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final CommitQueue writes;
    private final Reads reads;
    private final ValueFormat format;

    JdbcNodes(CommitQueue writes, Reads reads, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.format = format;
    }

    @Override
    public void beat(NodeInfo node) {
        writes.submit(ActTask.alone(transaction -> {
            Session session = transaction.session();
            session.update(
                    NodeSql.BEAT,
                    node.worker().text(),
                    node.name(),
                    node.version(),
                    names(node.jobNames()),
                    Micros.of(node.startedAt()),
                    Micros.of(node.seenAt()));
            return session.update(NodeSql.FORGET, Micros.of(node.seenAt().minus(REMEMBERED)));
        }));
    }

    @Override
    public void leave(WorkerId worker) {
        writes.submit(ActTask.alone(transaction -> transaction.session().update(NodeSql.LEAVE, worker.text())));
    }

    @Override
    public List<NodeInfo> seenSince(Instant since) {
        return reads.read(session -> session.list(NodeSql.SEEN_SINCE, this::node, Micros.of(since)));
    }

    private String names(Set<String> names) {
        return format.write(
                new Value.Array(names.stream().sorted().<Value>map(Value::of).toList()));
    }

    private NodeInfo node(Row row) throws SQLException {
        Set<String> names = new HashSet<>();
        if (format.read(row.text("job_names")) instanceof Value.Array(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof Value.Text(String name)) {
                    names.add(name);
                }
            }
        }
        return new NodeInfo(
                new WorkerId(row.text("worker")),
                row.text("name"),
                row.text("version"),
                names,
                row.time("started_at"),
                row.time("seen_at"));
    }
}
