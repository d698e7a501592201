package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;

/** Something as it is after the event at {@code cursor} and before the next (PROTOCOL §5, {@code subscribe}). */
public record Snapshot<T>(T item, Cursor cursor) {}
