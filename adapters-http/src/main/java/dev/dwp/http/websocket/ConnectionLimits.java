package dev.dwp.http.websocket;

import java.time.Duration;

/**
 * What one connection may take of memory and time.
 *
 * @param maxMessageBytes the largest message accepted, after decompression; a larger one is close 1009. Reading also waits
 *     while more than this is queued in responses, so that a peer that only sends is slowed down by TCP
 * @param maxEventBytes what {@link WebSocketConnection#offer} may queue; a single larger message still fits an empty queue
 * @param maxResponseBytes what {@link WebSocketConnection#append} may queue; more aborts the connection, so it has to hold
 *     the answers to all that may be in flight at once
 * @param messageTimeout for every 16 KiB of a message of which a part has come, or its end; then close 1008
 * @param closeTimeout from the start of closing until the connection is cut, whatever the peer does
 * @param yieldBeforeRead whether a reading thread that has been busy for long lets the others run before it reads
 */
public record ConnectionLimits(
        int maxMessageBytes,
        int maxEventBytes,
        int maxResponseBytes,
        Duration messageTimeout,
        Duration closeTimeout,
        boolean yieldBeforeRead) {
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(1 << 20, 1 << 18, 1 << 26, Duration.ofSeconds(30), Duration.ofSeconds(5), true);

    public ConnectionLimits {
        if (maxMessageBytes < 1 || maxMessageBytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "maxMessageBytes is " + maxMessageBytes + "; it must be from 1 to 1073741824.");
        }
        if (maxEventBytes < 1 || maxResponseBytes < 1) {
            throw new IllegalArgumentException("maxEventBytes and maxResponseBytes are " + maxEventBytes + " and "
                    + maxResponseBytes + "; both must be at least 1.");
        }
        if (messageTimeout.isNegative() || messageTimeout.isZero()) {
            throw new IllegalArgumentException("messageTimeout is " + messageTimeout + "; it must be positive.");
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("closeTimeout is " + closeTimeout + "; it must be positive.");
        }
    }

    public ConnectionLimits withMaxMessageBytes(int bytes) {
        return new ConnectionLimits(
                bytes, maxEventBytes, maxResponseBytes, messageTimeout, closeTimeout, yieldBeforeRead);
    }

    public ConnectionLimits withMaxEventBytes(int bytes) {
        return new ConnectionLimits(
                maxMessageBytes, bytes, maxResponseBytes, messageTimeout, closeTimeout, yieldBeforeRead);
    }

    public ConnectionLimits withMaxResponseBytes(int bytes) {
        return new ConnectionLimits(
                maxMessageBytes, maxEventBytes, bytes, messageTimeout, closeTimeout, yieldBeforeRead);
    }

    public ConnectionLimits withMessageTimeout(Duration timeout) {
        return new ConnectionLimits(
                maxMessageBytes, maxEventBytes, maxResponseBytes, timeout, closeTimeout, yieldBeforeRead);
    }

    public ConnectionLimits withCloseTimeout(Duration timeout) {
        return new ConnectionLimits(
                maxMessageBytes, maxEventBytes, maxResponseBytes, messageTimeout, timeout, yieldBeforeRead);
    }

    public ConnectionLimits withYieldBeforeRead(boolean yield) {
        return new ConnectionLimits(
                maxMessageBytes, maxEventBytes, maxResponseBytes, messageTimeout, closeTimeout, yield);
    }
}
