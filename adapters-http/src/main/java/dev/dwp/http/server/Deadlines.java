package dev.dwp.http.server;

import java.time.Duration;

/**
 * How long a peer may take. A deadline covers the whole of what it names, so that sending one octet now and then wins no time.
 *
 * @param head for a request head, from its first octet (from the connection's start for the first one); then 408
 * @param idle between two requests; then the connection is closed without a word
 * @param body for every 16 KiB of a request body, or its end, while somebody reads it; then 408
 * @param write for every 64 KiB of a response; then the connection is closed
 * @param handshake for the TLS handshake; then the connection is closed
 */
public record Deadlines(Duration head, Duration idle, Duration body, Duration write, Duration handshake) {
    /** Refuses a deadline that has passed before it began. */
    public Deadlines {
        requirePositive("head", head);
        requirePositive("idle", idle);
        requirePositive("body", body);
        requirePositive("write", write);
        requirePositive("handshake", handshake);
    }

    /** 10 s for a head, 75 s idle, 30 s for a body, 60 s for a write, 10 s for a handshake. */
    public static Deadlines defaults() {
        return new Deadlines(seconds(10), seconds(75), seconds(30), seconds(60), seconds(10));
    }

    /** These with another deadline for heads. */
    public Deadlines withHead(Duration value) {
        return new Deadlines(value, idle, body, write, handshake);
    }

    /** These with another idle time. */
    public Deadlines withIdle(Duration value) {
        return new Deadlines(head, value, body, write, handshake);
    }

    /** These with another deadline for bodies. */
    public Deadlines withBody(Duration value) {
        return new Deadlines(head, idle, value, write, handshake);
    }

    /** These with another deadline for writes. */
    public Deadlines withWrite(Duration value) {
        return new Deadlines(head, idle, body, value, handshake);
    }

    /** These with another deadline for TLS handshakes. */
    public Deadlines withHandshake(Duration value) {
        return new Deadlines(head, idle, body, write, value);
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("The " + name + " deadline " + value + " is not positive.");
        }
    }
}
