package dev.dwp.domain.frame;

/** The protocol's error codes; over RPC each is also the HTTP status (PROTOCOL §8). */
public enum ErrorCode {
    BAD_REQUEST(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    UNKNOWN_METHOD(405),
    AUTH_TIMEOUT(408),
    CONFLICT(409),
    CURSOR_EXPIRED(410),
    TOO_LARGE(413),
    TOO_MANY(429),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
