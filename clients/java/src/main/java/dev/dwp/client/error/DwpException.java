package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/**
 * A call or subscription failed (PROTOCOL §8). Each kind that a program may want to tell apart is a class of its own beside
 * this one. An error that only a newer server knows is a plain {@code DwpException} with its code.
 */
public class DwpException extends RuntimeException {
    private final int code;
    private final @Nullable String details;

    public DwpException(int code, String message, @Nullable String details) {
        this(code, message, details, null);
    }

    protected DwpException(int code, String message, @Nullable String details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = details;
    }

    /** Makes the exception for an error that a server sent. */
    public static DwpException of(int code, String message, @Nullable String details) {
        return switch (code) {
            case 400, 405, 415 -> new BadRequestException(code, message, details);
            case 401 -> new AuthenticationException(code, message, details);
            case 403 -> new ForbiddenException(code, message, details);
            case 404 -> new NotFoundException(code, message, details);
            case 408 -> new DwpTimeoutException(code, message, details);
            case 409 -> new ConflictException(code, message, details);
            case 410 -> new CursorExpiredException(code, message, details);
            case 413 -> new TooLargeException(code, message, details);
            case 429 -> new RateLimitedException(code, message, details);
            case 500 -> new ServerErrorException(code, message, details);
            case 503 -> new UnavailableException(code, message, details);
            default -> new DwpException(code, message, details);
        };
    }

    /** The protocol's code of the error; 0 where no server spoke. */
    public final int code() {
        return code;
    }

    /** More for programs: a path within the data, an incident's id, milliseconds; {@code null} where there is none. */
    public final @Nullable String details() {
        return details;
    }
}
