package dev.dwp.http.server;

import dev.dwp.http.server.syntax.HeadLimits;

/**
 * What a server grants its peers.
 *
 * @param head size of request heads
 * @param deadlines how long a peer may take
 * @param maxConnections connections at a time, upgraded ones included; one more is answered 503 and closed
 * @param maxDrain octets of an unread request body that are read and thrown away to keep the connection
 */
public record ServerLimits(HeadLimits head, Deadlines deadlines, int maxConnections, long maxDrain) {
    /** Refuses limits that let nobody in. */
    public ServerLimits {
        if (maxConnections < 1 || maxDrain < 0) {
            throw new IllegalArgumentException(
                    "A server needs at least one connection and a drain of zero or more, not " + maxConnections
                            + " and " + maxDrain + ".");
        }
    }

    /** 100,000 connections, 64 KiB drained, and the defaults of the parts. */
    public static ServerLimits defaults() {
        return new ServerLimits(HeadLimits.defaults(), Deadlines.defaults(), 100_000, 64 * 1024);
    }

    /** These with other bounds on heads. */
    public ServerLimits withHead(HeadLimits value) {
        return new ServerLimits(value, deadlines, maxConnections, maxDrain);
    }

    /** These with other deadlines. */
    public ServerLimits withDeadlines(Deadlines value) {
        return new ServerLimits(head, value, maxConnections, maxDrain);
    }

    /** These with another number of connections. */
    public ServerLimits withMaxConnections(int value) {
        return new ServerLimits(head, deadlines, value, maxDrain);
    }

    /** These with another bound on what is drained. */
    public ServerLimits withMaxDrain(long octets) {
        return new ServerLimits(head, deadlines, maxConnections, octets);
    }
}
