package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                    names(node.jobNames().stream()),
                    names(node.workflows().stream().map(JdbcNodes::text)),
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

    private String names(Stream<String> names) {
        return format.write(new Value.Array(names.sorted().<Value>map(Value::of).toList()));
    }

    /** The name last, as it may hold any character. */
    private static String text(WorkflowVersion workflow) {
        return workflow.version() + ":" + workflow.name();
    }

    private static WorkflowVersion workflow(String text) {
        int colon = text.indexOf(':');
        return new WorkflowVersion(text.substring(colon + 1), Integer.parseInt(text.substring(0, colon)));
    }

    private List<String> names(String written) {
        List<String> names = new ArrayList<>();
        if (format.read(written) instanceof Value.Array(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof Value.Text(String name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private NodeInfo node(Row row) throws SQLException {
        return new NodeInfo(
                new WorkerId(row.text("worker")),
                row.text("name"),
                row.text("version"),
                Set.copyOf(names(row.text("job_names"))),
                names(row.text("workflows")).stream().map(JdbcNodes::workflow).collect(Collectors.toSet()),
                row.time("started_at"),
                row.time("seen_at"));
    }
}
