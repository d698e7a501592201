package dev.dwp.domain.frame;

import org.jspecify.annotations.Nullable;

/**
 * What an error frame says (PROTOCOL §2).
 *
 * @param code a number of {@link ErrorCode}, or another HTTP status where HTTP itself failed
 * @param message a sentence for people
 * @param details what a program may need: a path, a cursor, milliseconds to wait, an incident id
 */
public record ErrorBody(int code, String message, @Nullable String details) {}
