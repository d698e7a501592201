package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client.
 *
 * @param uri the server's endpoint with its base path
 * @param timeout the longest time for a connection to be made and accepted
 * @param heartbeat how often the server shows that it is there; a connection silent for three of these is given up
 * @param inFlight the most requests under way at a time on one connection
 * @param gathering calls that enqueue jobs may share a request
 * @param appId the tenant that an operator acts for; {@code null} for the token's own
 * @param features what to ask the server for in {@code auth}, such as {@code worker.1}
 */
public record ClientSettings(
        URI uri,
        Credentials credentials,
        Codec codec,
        HttpClient http,
        Duration timeout,
        Duration heartbeat,
        ReconnectBackoff backoff,
        int inFlight,
        boolean gathering,
        @Nullable String appId,
        @Nullable String orgId,
        List<String> features) {

    public ClientSettings {
        features = List.copyOf(features);
    }

    /** Names the tenant that the client acts for in a request frame. */
    void addTenant(ObjectNode frame) {
        if (appId != null) {
            frame.put("app_id", appId);
        }
        if (orgId != null) {
            frame.put("org_id", orgId);
        }
    }
}
