package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dwp.client.error.AuthenticationException;
import dev.dwp.client.error.ClientClosedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.RateLimitedException;
import dev.dwp.client.error.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events (PROTOCOL §7.5), through as many requests as it takes. It has a virtual thread, which
 * reads only while the sink has room: the rest waits at the server. Where a server does not tell by {@code Last-Event-ID} at
 * which place a stream begins, and it is cut before its first event, it begins again with the oldest event, and leaves out what
 * happened before it began.
 */
final class EventStream implements Transport.Source {
    /** A server writes a comment every 15 s; three of them missing is silence. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final String OLDEST = "oldest";

    private final ClientSettings settings;
    private final HttpTokens tokens;
    private final TransportThreads closing;
    private final EventSink sink;

    /** Of the thread. */
    private int failures;

    /** Of the thread: the server's time when it first accepted the stream, in whole seconds. */
    private @Nullable Instant since;

    /** Of the thread: the place at which the stream began; {@code null} where the server does not tell. */
    private @Nullable String place;

    /** Of the thread: true while events before {@link #since} are left out. */
    private boolean skipping;

    private boolean refused;

    private volatile @Nullable Thread thread;
    private volatile @Nullable InputStream open;
    private volatile boolean detached;
    private volatile long lastReceived;

    EventStream(ClientSettings settings, HttpTokens tokens, TransportThreads closing, EventSink sink) {
        this.settings = settings;
        this.tokens = tokens;
        this.closing = closing;
        this.sink = sink;
    }

    void start() {
        thread = closing.start("dwp-client-events", this::run);
        if (closing.closed()) {
            sink.end(new ClientClosedException());
        }
    }

    @Override
    public void grant(int epoch, int credits) {
        // Reading goes on by itself when there is room.
    }

    @Override
    public void detach() {
        detached = true;
        release();
        Thread reading = thread;
        if (reading != null) {
            reading.interrupt();
        }
    }

    private void release() {
        InputStream body = open;
        if (body != null) {
            try {
                body.close();
            } catch (IOException e) {
                // It is over either way.
                open = null;
            }
        }
    }

    private boolean over() {
        return detached || sink.ended();
    }

    private void run() throws InterruptedException {
        try {
            while (!over()) {
                sink.awaitRoom();
                one();
            }
        } catch (RuntimeException | Error e) {
            sink.end(new ConnectionLostException("The client failed: " + e, e));
        } finally {
            if (closing.closed()) {
                sink.end(new ClientClosedException());
            }
        }
    }

    /** One request, to its end; and the pause after it. */
    private void one() throws InterruptedException {
        try {
            read(request());
            pause(new ConnectionLostException("The server ended the stream of events.", null));
        } catch (CursorExpiredException e) {
            place = null;
            sink.gap(e);
        } catch (AuthenticationException e) {
            if (refused || !tokens.renew()) {
                sink.end(e);
            }
            refused = true;
        } catch (UnavailableException | RateLimitedException | ConnectionLostException e) {
            pause(e);
        } catch (DwpException e) {
            sink.end(e);
        } catch (IOException e) {
            pause(HttpTransport.lost("The stream of events was lost", e));
        }
    }

    private void pause(DwpException why) throws InterruptedException {
        if (over()) {
            return;
        }
        failures++;
        if (settings.backoff().allows(failures)) {
            closing.pause(settings.backoff().pause(failures));
        } else {
            sink.end(why);
        }
    }

    private InputStream request() throws IOException, InterruptedException {
        String taken = sink.start().after();
        String after = taken == null ? place : taken;
        skipping = after == null && since != null;
        String from = skipping ? OLDEST : after;
        StringBuilder query = new StringBuilder("sse?channel=").append(encoded(sink.channel()));
        if (from != null) {
            query.append("&after=").append(encoded(from));
        }
        HttpRequest request = HttpRequest.newBuilder(HttpTransport.beside(settings.uri(), query.toString()))
                .timeout(settings.timeout())
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + tokens.token())
                .build();
        HttpResponse<InputStream> response = settings.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
        InputStream body = response.body();
        if (response.statusCode() != 200) {
            try (body) {
                byte[] error = body.readNBytes(Codec.MOST_OCTETS);
                throw HttpTransport.error(response.statusCode(), frame(error));
            }
        }
        open = body;
        lastReceived = System.nanoTime();
        watch(body);
        if (from == null) {
            place = response.headers().firstValue("Last-Event-ID").orElse(null);
        }
        if (since == null) {
            since = time(response.headers().firstValue("Date").orElse(""));
        }
        failures = 0;
        refused = false;
        sink.begun(null, null);
        return body;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable Instant time(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static JsonNode frame(byte[] octets) {
        try {
            return Codec.JSON.decode(octets);
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** Closes a body on which nothing comes. */
    private void watch(InputStream body) {
        CompletableFuture.delayedExecutor(SILENCE.toSeconds() / 3, TimeUnit.SECONDS)
                .execute(() -> {
                    if (body.equals(open)) {
                        if (System.nanoTime() - lastReceived > SILENCE.toNanos()) {
                            release();
                        } else {
                            watch(body);
                        }
                    }
                });
    }

    private void read(InputStream body) throws IOException, InterruptedException {
        try (body) {
            ServerSentEvents events = new ServerSentEvents(body, () -> lastReceived = System.nanoTime());
            while (!over()) {
                sink.awaitRoom();
                ServerSentEvents.Item item = events.next();
                if (item == null) {
                    return;
                }
                take(item);
            }
        } finally {
            open = null;
        }
    }

    private static boolean before(String ts, Instant from) {
        try {
            return OffsetDateTime.parse(ts).toInstant().isBefore(from);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void take(ServerSentEvents.Item item) throws IOException {
        if (item.data() == null) {
            sink.idle();
            return;
        }
        JsonNode frame = Codec.JSON.decode(item.data().getBytes(StandardCharsets.UTF_8));
        if (frame.path("type").asText().equals("error")) {
            throw HttpTransport.error(200, frame);
        }
        Instant from = since;
        String ts = frame.path("ts").textValue();
        if (skipping && from != null && ts != null) {
            if (before(ts, from)) {
                return;
            }
            skipping = false;
        }
        sink.event(frame);
    }
}
