package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code dwp_event} as the event that it holds. */
final class EventRow {
    private EventRow() {}

    /** The event of a row; for one that cannot be read, a stub on the firehose, so that the log goes on after it. */
    static LoggedEvent read(Row row, ValueFormat format) throws SQLException {
        try {
            return new LoggedEvent(
                    new Cursor(row.number("n")),
                    row.time("at"),
                    row.tenant(),
                    channels(row.textOrNull("job_id"), row.textOrNull("run_id"), row.textOrNull("queue")),
                    data(row.text("data"), format));
        } catch (RuntimeException e) {
            return new LoggedEvent(
                    new Cursor(row.number("n")),
                    row.time("at"),
                    Row.orElse(Tenant.NONE, row::tenant),
                    List.of(new Channel.Firehose()),
                    unreadable(e.getMessage()));
        }
    }

    private static Value.Struct data(String json, ValueFormat format) {
        return switch (format.read(json)) {
            case Value.Struct sound -> format.readLazily(json);
            case Value.Unreadable damaged -> unreadable(damaged.reason());
            default -> unreadable("It is no object.");
        };
    }

    private static Value.Struct unreadable(@Nullable String why) {
        return Value.struct().put("type", "event.unreadable").put("error", why).build();
    }

    /** Where the events of a domain appear, in the order in which {@link LoggedEvent#channels} has them. */
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
