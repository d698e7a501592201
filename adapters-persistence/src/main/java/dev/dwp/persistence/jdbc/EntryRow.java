package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An entry of a timeline as a row of {@code dwp_entry}. */
final class EntryRow {
    private static final String SIGNAL = "signal";
    private static final String TIME = "time";
    private static final String CHILD = "child";

    private EntryRow() {}

    /** Every column, for {@link RunSql#PUT_ENTRY}. */
    static @Nullable Object[] of(TimelineEntry entry, Tenant tenant, ValueFormat format) {
        Await awaits = entry.awaits();
        AwaitGroup group = awaits == null ? null : awaits.group();
        BranchRef branch = entry.branch();
        return Rows.of(
                entry.runId().text(),
                (long) entry.seq(),
                Tenants.app(tenant),
                Tenants.org(tenant),
                entry.stepName(),
                entry.kind().wireName(),
                branch == null ? null : (long) branch.parallel(),
                branch == null ? null : (long) branch.index(),
                entry.state().wireName(),
                (long) entry.attempt(),
                awaits == null ? null : kindOf(awaits),
                awaits instanceof Await.ForSignal signal ? signal.name() : null,
                awaits instanceof Await.ForSignal signal ? AwaitKey.write(signal.key()) : null,
                awaits instanceof Await.ForChild child ? child.child().text() : null,
                group == null ? null : group.name(),
                group == null ? null : group.mode().name().toLowerCase(Locale.ROOT),
                awaits == null ? null : Micros.orNull(awaits.deadline()),
                Micros.of(entry.startedAt()),
                Micros.orNull(entry.completedAt()),
                entry.data() == null ? null : format.write(entry.data()),
                entry.error());
    }

    private static String kindOf(Await awaits) {
        return switch (awaits) {
            case Await.ForSignal signal -> SIGNAL;
            case Await.ForTime time -> TIME;
            case Await.ForChild child -> CHILD;
        };
    }

    /** The entry of a row. One that cannot be read as a whole is a stub: ended, with data that binds to no type. */
    static TimelineEntry read(Row row, ValueFormat format) throws SQLException {
        try {
            String data = row.textOrNull("data");
            return new TimelineEntry(
                    new RunId(row.text("run_id")),
                    row.integer("seq"),
                    row.text("step_name"),
                    StepKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                    branch(row),
                    EntryState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                    row.integer("attempt"),
                    awaits(row),
                    row.time("started_at"),
                    row.timeOrNull("completed_at"),
                    data == null ? null : format.read(data),
                    row.textOrNull("error"));
        } catch (RuntimeException e) {
            return stub(row, e);
        }
    }

    private static TimelineEntry stub(Row row, RuntimeException failure) throws SQLException {
        Value.Unreadable data = StoredValues.unreadable(String.valueOf(row.textOrNull("data")), failure);
        try {
            return new TimelineEntry(
                    new RunId(row.text("run_id")),
                    row.integer("seq"),
                    row.text("step_name"),
                    Row.orElse(
                            StepKind.STEP,
                            () -> StepKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT))),
                    branch(row),
                    EntryState.COMPLETED,
                    row.integer("attempt"),
                    null,
                    row.time("started_at"),
                    Row.orElse(row.time("started_at"), () -> row.time("completed_at")),
                    data,
                    data.reason());
        } catch (RuntimeException e) {
            throw new UnreadableRow("An entry of the run '%s'".formatted(row.textOrNull("run_id")), e);
        }
    }

    private static @Nullable BranchRef branch(Row row) throws SQLException {
        Integer parallel = row.integerOrNull("parallel");
        return parallel == null ? null : new BranchRef(parallel, row.integer("branch"));
    }

    private static @Nullable Await awaits(Row row) throws SQLException {
        return switch (row.textOrNull("awaits")) {
            case SIGNAL ->
                new Await.ForSignal(
                        row.text("await_name"),
                        AwaitKey.read(row.text("await_key")),
                        row.timeOrNull("deadline"),
                        group(row));
            case TIME -> new Await.ForTime(row.time("deadline"));
            case CHILD -> new Await.ForChild(new RunId(row.text("await_child")), group(row));
            case String other -> throw new IllegalStateException("An entry awaits '%s'.".formatted(other));
            case null -> null;
        };
    }

    private static @Nullable AwaitGroup group(Row row) throws SQLException {
        String name = row.textOrNull("await_group");
        return name == null
                ? null
                : new AwaitGroup(
                        name, AwaitGroup.Mode.valueOf(row.text("group_mode").toUpperCase(Locale.ROOT)));
    }
}
