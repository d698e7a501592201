package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Refusal;

/**
 * One item's share of a call that is made for many: each is done or refused by itself (PROTOCOL §5).
 *
 * @param <T> what the call for a single one returns
 */
public sealed interface ItemResult<T> {

    /** It was done, with this result. */
    record Done<T>(T value) implements ItemResult<T> {}

    /** It was refused, as a call for it alone would have been; nothing of it has taken place. */
    record Refused<T>(Refusal reason) implements ItemResult<T> {}
}
