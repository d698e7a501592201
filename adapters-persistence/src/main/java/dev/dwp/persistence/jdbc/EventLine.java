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
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as a line of its segment: when it was committed in microseconds, app, org, job, run, queue, and its data as JSON, with
 * tabs between them. What it has not is empty.
 */
final class EventLine {
    private static final char TAB = '\t';
    private static final char END = '\n';
    private static final char MARK = '\\';
    private static final int FIELDS = 6;

    private EventLine() {}

    /** The line, with its end. */
    static String write(Instant at, DomainEvent event, String json) {
        return switch (event) {
            case JobEvent(var kind, var job) ->
                line(at, event, job.id().text(), "", job.spec().queue().text(), json);
            case RunEvent(var kind, var run, var entry) ->
                line(at, event, "", run.id().text(), "", json);
            case CronFired fired -> line(at, event, "", "", "", json);
        };
    }

    private static String line(Instant at, DomainEvent event, String job, String run, String queue, String json) {
        return String.join(
                        "\t",
                        Long.toString(Micros.of(at)),
                        marked(Tenants.app(event.tenant())),
                        marked(Tenants.org(event.tenant())),
                        job,
                        run,
                        queue,
                        json)
                + END;
    }

    /**
     * Reads a line.
     *
     * @param line without its end
     * @return the event, unless the query does not ask for it; for one that cannot be read, a stub on the firehose, so that the log
     *     goes on after it
     */
    static @Nullable LoggedEvent read(long n, String line, EventQuery query, ValueFormat format) {
        Instant at = Instant.EPOCH;
        Tenant tenant = Tenant.NONE;
        List<Channel> channels;
        Value.Struct data;
        try {
            List<String> fields = fields(line);
            at = Micros.instant(Long.parseLong(fields.getFirst()));
            tenant = Tenants.read(unmarked(fields.get(1)), unmarked(fields.get(2)));
            channels = channels(fields.get(3), fields.get(4), fields.get(5));
            if (!query.asksFor(tenant, channels)) {
                return null;
            }
            data = data(fields.get(FIELDS), format);
        } catch (RuntimeException e) {
            channels = List.of(new Channel.Firehose());
            data = unreadable(e.getMessage());
        }
        return query.asksFor(tenant, channels) ? new LoggedEvent(new Cursor(n), at, tenant, channels, data) : null;
    }

    /** When the event of a line was committed; long ago where that cannot be read. */
    static long micros(String line) {
        try {
            return Long.parseLong(line.substring(0, Math.max(0, line.indexOf(TAB))));
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(FIELDS + 1);
        int from = 0;
        for (int i = 0; i < FIELDS; i++) {
            int tab = line.indexOf(TAB, from);
            if (tab < 0) {
                throw new IllegalArgumentException("The event's line is cut off.");
            }
            fields.add(line.substring(from, tab));
            from = tab + 1;
        }
        fields.add(line.substring(from));
        return fields;
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
    private static List<Channel> channels(String job, String run, String queue) {
        if (!job.isEmpty()) {
            return List.of(
                    new Channel.Jobs(),
                    new Channel.Firehose(),
                    new Channel.OneJob(new JobId(job)),
                    new Channel.Queue(new QueueName(queue)));
        }
        if (!run.isEmpty()) {
            return List.of(new Channel.Workflows(), new Channel.Firehose(), new Channel.OneRun(new RunId(run)));
        }
        return List.of(new Channel.Firehose());
    }

    /** A text without tabs and ends of lines. */
    private static String marked(String text) {
        return text.indexOf(TAB) < 0 && text.indexOf(END) < 0 && text.indexOf(MARK) < 0
                ? text
                : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String unmarked(String field) {
        if (field.indexOf(MARK) < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == MARK && i + 1 < field.length()) {
                char marked = field.charAt(++i);
                text.append(marked == 't' ? TAB : marked == 'n' ? END : marked);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
