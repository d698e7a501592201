package dev.dwp.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dwp.client.transport.ClientSettings;
import dev.dwp.client.transport.Codec;
import dev.dwp.client.transport.Credentials;
import dev.dwp.client.transport.HttpTransport;
import dev.dwp.client.transport.ReconnectBackoff;
import dev.dwp.client.transport.Transport;
import dev.dwp.client.transport.WebSocketTransport;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Builds a {@link DwpClient}; what is not set has a default that suits a service on a network. */
public final class ClientBuilder {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** One less than a server takes from one connection, so that a second {@code auth} always finds a place. */
    private static final int DEFAULT_IN_FLIGHT = 63;

    private final URI uri;
    private @Nullable Credentials credentials;
    private Codec codec = Codec.JSON;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration heartbeat = Duration.ofSeconds(15);
    private ReconnectBackoff backoff =
            new ReconnectBackoff(Duration.ofMillis(100), Duration.ofSeconds(10), Integer.MAX_VALUE, new Random());
    private int inFlight = DEFAULT_IN_FLIGHT;
    private boolean gathering = true;
    private @Nullable ObjectMapper mapper;
    private @Nullable HttpClient http;
    private @Nullable String appId;
    private @Nullable String orgId;
    private final List<String> features = new ArrayList<>();

    ClientBuilder(URI uri) {
        this.uri = uri;
    }

    /** Authenticates with a token that stays the same. */
    public ClientBuilder token(String token) {
        return credentials(() -> token);
    }

    /**
     * Authenticates with the tokens that this gives: it is asked before each connection, and again before the token's end as
     * the server told it; the new token then takes the place of the old one on the same connection. It may block.
     */
    public ClientBuilder credentials(Credentials source) {
        credentials = source;
        return this;
    }

    /** Sends frames as msgpack instead of JSON. */
    public ClientBuilder msgpack() {
        codec = Codec.MSGPACK;
        return this;
    }

    /** The longest time until a call settles, over all of its connections; 30 s unless set. */
    public ClientBuilder timeout(Duration most) {
        timeout = most;
        return this;
    }

    /** The longest time for a connection to be made and the token to be accepted; 10 s unless set. */
    public ClientBuilder connectTimeout(Duration most) {
        connectTimeout = most;
        return this;
    }

    /** How often the server shows that it is there, 15 s unless set: after three times that in silence it is given up. */
    public ClientBuilder heartbeat(Duration period) {
        heartbeat = period;
        return this;
    }

    /** Makes a lost connection again after pauses from the first to the longest, for ever. */
    public ClientBuilder reconnect(Duration firstPause, Duration longestPause) {
        return reconnect(firstPause, longestPause, Integer.MAX_VALUE);
    }

    /** The same, but gives up after that many tries in a row that failed. */
    public ClientBuilder reconnect(Duration firstPause, Duration longestPause, int tries) {
        backoff = new ReconnectBackoff(firstPause, longestPause, tries, new Random());
        return this;
    }

    /** Fails all calls and subscriptions when the connection is lost. */
    public ClientBuilder noReconnect() {
        return reconnect(backoff.first(), backoff.longest(), 0);
    }

    /** The most requests under way at a time on one connection, 63 unless set; others wait for their turn. */
    public ClientBuilder inFlight(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At most %d requests under way: use 1 or more.".formatted(most));
        }
        inFlight = most;
        return this;
    }

    /**
     * Sends a request of its own for each job. Without this, jobs that are enqueued over WebSocket while four requests with such
     * are under way, or a message is being written, go out together as soon as one is answered or written; each call has the
     * answer or the error that it would have had alone.
     */
    public ClientBuilder noGathering() {
        gathering = false;
        return this;
    }

    /** Writes payloads and reads results; without it a mapper that ignores members that a type does not have. */
    public ClientBuilder mapper(ObjectMapper own) {
        mapper = own;
        return this;
    }

    /** Connects through this, for its TLS, proxy and executor; it stays open when the client is closed. */
    public ClientBuilder httpClient(HttpClient own) {
        http = own;
        return this;
    }

    /** Acts for one tenant; for operators. */
    public ClientBuilder tenant(String app, @Nullable String org) {
        appId = app;
        orgId = org;
        return this;
    }

    /** Asks the server for a feature that sessions get by asking alone, such as {@code worker.1}. */
    public ClientBuilder feature(String name) {
        features.add(name);
        return this;
    }

    /**
     * Builds the client and waits until the server has accepted it.
     *
     * @throws dev.dwp.client.error.DwpException where the server cannot be reached or refuses the token: then nothing is left
     *     open, and nothing tries again
     */
    public DwpClient connect() {
        return build(true);
    }

    /** Builds a client that connects when it is first used, and tries again where that fails. */
    public DwpClient build() {
        return build(false);
    }

    private DwpClient build(boolean now) {
        if (credentials == null) {
            throw new IllegalStateException("There is no token: set one by token(…) or credentials(…).");
        }
        HttpClient own = http == null
                ? HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                : http;
        ClientSettings settings = new ClientSettings(
                uri,
                credentials,
                codec,
                own,
                connectTimeout,
                heartbeat,
                backoff,
                inFlight,
                gathering,
                appId,
                orgId,
                features);
        Transport transport = transport(settings);
        ObjectMapper values = mapper == null ? defaultMapper() : mapper;
        DwpClient client = new DwpClient(transport, values, timeout, http == null ? own::shutdown : () -> {});
        if (now) {
            try {
                Invoker.settled(transport.connect());
            } catch (RuntimeException e) {
                client.close();
                throw e;
            }
        }
        return client;
    }

    private Transport transport(ClientSettings settings) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "ws", "wss" -> new WebSocketTransport(settings);
            case "http", "https" -> new HttpTransport(settings);
            default ->
                throw new IllegalArgumentException(
                        "'%s' has no scheme that this client speaks; use ws, wss, http or https.".formatted(uri));
        };
    }

    private static ObjectMapper defaultMapper() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }
}
