package dev.dwp.domain.frame;

import org.jspecify.annotations.Nullable;

/**
 * The one failure that reaches a client as it is: a code and a sentence that names the bad value and the fix
 * (PROTOCOL §8). Anything else that is thrown becomes an anonymous 500. Carries no stack trace: it is an answer, not a
 * defect.
 */
public final class Refusal extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable String details;

    private Refusal(ErrorCode code, String message, @Nullable String details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    /** Refuses with any code. */
    public static Refusal of(ErrorCode code, String message, @Nullable String details) {
        return new Refusal(code, message, details);
    }

    /** 400: the frame or its data is wrong. */
    public static Refusal badRequest(String message) {
        return new Refusal(ErrorCode.BAD_REQUEST, message, null);
    }

    /** 401: no credential, or one that is not known. */
    public static Refusal unauthenticated(String message) {
        return new Refusal(ErrorCode.UNAUTHENTICATED, message, null);
    }

    /** 403: a scope is missing, or the frame names another tenant. */
    public static Refusal forbidden(String message) {
        return new Refusal(ErrorCode.FORBIDDEN, message, null);
    }

    /** 404: it does not exist for this identity. */
    public static Refusal notFound(String message) {
        return new Refusal(ErrorCode.NOT_FOUND, message, null);
    }

    /** 409: it is not in a state that allows this. */
    public static Refusal conflict(String message) {
        return new Refusal(ErrorCode.CONFLICT, message, null);
    }

    /** 503: not now, but later. */
    public static Refusal unavailable(String message) {
        return new Refusal(ErrorCode.UNAVAILABLE, message, null);
    }

    /** The code on the wire. */
    public ErrorCode code() {
        return code;
    }

    /** What the error frame carries. */
    public ErrorBody body() {
        String message = getMessage();
        return new ErrorBody(code.number(), message == null ? code.name() : message, details);
    }
}
