package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that a transaction tells; its number comes when that ends.
 *
 * @param at when, as it will be read back
 * @param data what its frame carries, known by how it is written
 * @param written the data as it is stored
 */
record Told(Instant at, DomainEvent event, Value.Struct data, String written) {

    static List<Told> of(Instant at, List<? extends DomainEvent> events, ValueFormat format) {
        return events.stream().map(event -> of(at, event, format)).toList();
    }

    private static Told of(Instant at, DomainEvent event, ValueFormat format) {
        String written = format.write(event.data());
        return new Told(Micros.cut(at), event, format.readLazily(written), written);
    }

    /** Its row of {@code dwp_event}, without the number. */
    @Nullable
    Object[] row() {
        return switch (event) {
            case JobEvent(var kind, var job) ->
                row(job.id().text(), null, job.spec().queue().text());
            case RunEvent(var kind, var run, var entry) -> row(null, run.id().text(), null);
            case CronFired fired -> row(null, null, null);
        };
    }

    private @Nullable Object[] row(@Nullable String job, @Nullable String run, @Nullable String queue) {
        return Rows.of(
                Micros.of(at), Tenants.app(event.tenant()), Tenants.org(event.tenant()), job, run, queue, written);
    }

    /** As it is read from the log. */
    LoggedEvent at(long n) {
        return new LoggedEvent(new Cursor(n), at, event.tenant(), event.channels(), data);
    }
}
