package dev.dwp.bootstrap.config;

/**
 * How much the server takes on.
 *
 * @param maxConnections connections at a time
 * @param maxFrameBytes the largest frame taken or sent, in octets
 * @param maxInFlight requests under way on one connection
 * @param maxSubscriptions channels that one session follows
 * @param maxUnreadBytes octets that may wait to be written to all peers together
 */
public record Capacity(
        int maxConnections, int maxFrameBytes, int maxInFlight, int maxSubscriptions, int maxUnreadBytes) {

    static Capacity from(Values values) {
        return new Capacity(
                values.get(Settings.MAX_CONNECTIONS),
                values.get(Settings.MAX_FRAME_BYTES),
                values.get(Settings.MAX_IN_FLIGHT),
                values.get(Settings.MAX_SUBSCRIPTIONS),
                values.get(Settings.MAX_UNREAD_BYTES));
    }
}
