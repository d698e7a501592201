package dev.dwp.conform.runner;

/** The other side did not do what the dialogue says, or the dialogue cannot be run against it. */
final class Failure extends RuntimeException {
    private final boolean skip;

    private Failure(String message, boolean skip) {
        super(message);
        this.skip = skip;
    }

    /** The other side is wrong. */
    static Failure of(String message) {
        return new Failure(message, false);
    }

    /** Nothing is proven either way. */
    static Failure skip(String reason) {
        return new Failure(reason, true);
    }

    boolean skips() {
        return skip;
    }
}
