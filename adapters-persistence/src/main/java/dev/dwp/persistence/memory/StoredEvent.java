package dev.dwp.persistence.memory;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log in memory keeps it: what it is made from, which takes a fraction of what its wire form does, without
 * the payloads, which no event shows. Becomes a {@link LoggedEvent} when it is read.
 */
record StoredEvent(Instant at, DomainEvent event) {
    /** An event of a commit at an instant. */
    static StoredEvent of(Instant at, DomainEvent event) {
        return new StoredEvent(
                at,
                switch (event) {
                    case JobEvent(var kind, var job) -> new JobEvent(kind, job.inForm(StoredEvent::nothing));
                    case RunEvent(var kind, var run, var entry) ->
                        new RunEvent(
                                kind,
                                run.inForm(StoredEvent::nothing),
                                entry == null ? null : entry.inForm(StoredEvent::nothing));
                    case CronFired fired -> fired;
                });
    }

    @SuppressWarnings("unused") // all payloads are left out
    private static Value nothing(Value payload) {
        return Value.NULL;
    }

    LoggedEvent logged(Cursor cursor) {
        return LoggedEvent.of(cursor, at, event);
    }

    boolean matches(@Nullable Channel channel, Tenant view) {
        return view.sees(event.tenant()) && (channel == null || event.channels().contains(channel));
    }
}
