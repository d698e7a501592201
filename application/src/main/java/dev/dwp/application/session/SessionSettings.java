package dev.dwp.application.session;

import java.time.Duration;

/**
 * The limits of a session (PROTOCOL §4).
 *
 * @param server the server's name and version, told in the answer to {@code auth}
 * @param maxFrameBytes the largest frame accepted, told in the answer to {@code auth}
 * @param authTimeout how long a connection may take to authenticate
 * @param pingInterval how long a connection may be silent before it is pinged
 * @param maxInFlight how many requests may be under way at once
 * @param maxSubscriptions how many channels may be followed at once
 */
public record SessionSettings(
        String server,
        int maxFrameBytes,
        Duration authTimeout,
        Duration pingInterval,
        int maxInFlight,
        int maxSubscriptions) {}
