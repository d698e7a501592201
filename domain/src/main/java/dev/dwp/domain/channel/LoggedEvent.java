package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.List;

/**
 * An event at its place in the log. Holds the wire form rather than the {@link DomainEvent}, so that a store keeps and
 * returns what subscribers get, to the letter.
 *
 * @param cursor its place in the total order
 * @param at when it was committed
 * @param tenant who may see it
 * @param channels where it appears
 * @param data what its frame carries
 */
public record LoggedEvent(Cursor cursor, Instant at, Tenant tenant, List<Channel> channels, Value.Struct data) {

    /** Puts an event at its place. */
    public static LoggedEvent of(Cursor cursor, Instant at, DomainEvent event) {
        return new LoggedEvent(cursor, at, event.tenant(), event.channels(), event.data());
    }
}
