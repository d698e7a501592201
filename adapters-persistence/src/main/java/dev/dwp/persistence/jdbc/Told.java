package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.util.List;

/**
 * An event that a transaction tells; its number comes when that ends.
 *
 * @param at when, as it will be read back
 * @param data what its frame carries, known by how it is written
 * @param line as it is stored
 */
record Told(Instant at, DomainEvent event, Value.Struct data, String line) {

    static List<Told> of(Instant at, List<? extends DomainEvent> events, ValueFormat format) {
        return events.stream().map(event -> of(at, event, format)).toList();
    }

    private static Told of(Instant at, DomainEvent event, ValueFormat format) {
        String written = format.write(event.data());
        String json = written.indexOf('\n') < 0 ? written : written.replace('\n', ' ');
        return new Told(Micros.cut(at), event, format.readLazily(json), EventLine.write(at, event, json));
    }

    /** As it is read from the log. */
    LoggedEvent at(long n) {
        return new LoggedEvent(new Cursor(n), at, event.tenant(), event.channels(), data);
    }
}
