package dev.dwp.client.conform;

import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.BadRequestException;
import dev.dwp.client.error.ClientClosedException;
import dev.dwp.client.error.ConflictException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.error.ForbiddenException;
import dev.dwp.client.error.NotFoundException;
import dev.dwp.client.error.RateLimitedException;
import dev.dwp.client.error.ServerErrorException;
import dev.dwp.client.error.TooLargeException;
import dev.dwp.client.error.UnavailableException;

/** The runner's kinds of errors, by the classes of the client. */
final class Kinds {
    private Kinds() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case BadRequestException e -> "bad_request";
            case TooLargeException e -> "bad_request";
            case IllegalArgumentException e -> "bad_request";
            case AuthenticationException e -> "auth";
            case ForbiddenException e -> "forbidden";
            case NotFoundException e -> "not_found";
            case ConflictException e -> "conflict";
            case CursorExpiredException e -> "gone";
            case RateLimitedException e -> "rate_limited";
            case ServerErrorException e -> "server";
            case UnavailableException e -> "server";
            case DwpTimeoutException e -> "timeout";
            case ClientClosedException e -> "closed";
            case ConnectionLostException e -> "connection";
            case UnsupportedOperationException e -> "unsupported";
            default -> "server";
        };
    }
}
