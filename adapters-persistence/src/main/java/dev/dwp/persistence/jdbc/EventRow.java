package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as a row of {@code dwp_event}; its number comes when its transaction ends. */
final class EventRow {
    private EventRow() {}

    static List<@Nullable Object[]> of(Instant at, List<? extends DomainEvent> events, ValueFormat format) {
        return events.stream().map(event -> of(at, event, format)).toList();
    }

    private static @Nullable Object[] of(Instant at, DomainEvent event, ValueFormat format) {
        return switch (event) {
            case JobEvent(var kind, var job) ->
                row(at, event, job.id().text(), null, job.spec().queue().text(), format);
            case RunEvent(var kind, var run, var entry) ->
                row(at, event, null, run.id().text(), null, format);
            case CronFired fired -> row(at, event, null, null, null, format);
        };
    }

    private static @Nullable Object[] row(
            Instant at,
            DomainEvent event,
            @Nullable String job,
            @Nullable String run,
            @Nullable String queue,
            ValueFormat format) {
        return Rows.of(
                Micros.of(at),
                Tenants.app(event.tenant()),
                Tenants.org(event.tenant()),
                job,
                run,
                queue,
                format.write(event.data()));
    }

    static LoggedEvent read(Row row, ValueFormat format) throws SQLException {
        return new LoggedEvent(
                new Cursor(row.number("n")),
                row.time("at"),
                row.tenant(),
                channels(row.textOrNull("job_id"), row.textOrNull("run_id"), row.textOrNull("queue")),
                (Value.Struct) format.read(row.text("data")));
    }

    /** Where the events of a domain appear, in the order in which {@link DomainEvent#channels} has them. */
    private static List<Channel> channels(@Nullable String job, @Nullable String run, @Nullable String queue) {
        if (job != null && queue != null) {
            return List.of(
                    new Channel.Jobs(),
                    new Channel.Firehose(),
                    new Channel.OneJob(new JobId(job)),
                    new Channel.Queue(new QueueName(queue)));
        }
        if (run != null) {
            return List.of(new Channel.Workflows(), new Channel.Firehose(), new Channel.OneRun(new RunId(run)));
        }
        return List.of(new Channel.Firehose());
    }
}
