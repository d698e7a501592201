package dev.dwp.conform.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.ConnectionSpec;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** HTTP: a POST for each frame, or requests that the dialogue writes out; answers that are event streams are read on. */
final class HttpLink implements Link {
    private final Supplier<Target> place;
    private final ConnectionSpec spec;
    private final Encoding encoding;
    private final Set<String> idsOfServer;
    private final Consumer<String> violations;
    private final FrameSender frames = new FrameSender();
    private final HttpClient client;
    private final Inbox inbox = new Inbox();
    private @Nullable InputStream stream;

    HttpLink(
            Supplier<Target> place,
            ConnectionSpec spec,
            Encoding encoding,
            Set<String> idsOfServer,
            Consumer<String> violations) {
        this.place = place;
        this.spec = spec;
        this.encoding = encoding;
        this.idsOfServer = idsOfServer;
        this.violations = violations;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public String lastId() {
        return frames.lastId();
    }

    @Override
    public void open(Map<String, String> headers) {
        // a request opens it
    }

    @Override
    public void reconnect() {
        cut(false);
    }

    @Override
    public void send(Content content, Bindings bindings) throws IOException, InterruptedException {
        switch (content) {
            case Content.Frame frame -> {
                JsonNode made = frames.make(frame.term(), bindings);
                Encoding as = FrameSender.encoding(frame, encoding);
                FrameRules rules = new FrameRules(idsOfServer);
                rules.sent(made);
                post(as.write(made), Map.of("Content-Type", as.contentType()), made.has("token"), rules);
            }
            case Content.RawText text -> {
                FrameRules rules = new FrameRules(idsOfServer);
                rules.sentRaw();
                post(
                        Template.make(text.text(), bindings).asText().getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json"),
                        false,
                        rules);
            }
            case Content.RawMessage message -> {
                FrameRules rules = new FrameRules(idsOfServer);
                rules.sentRaw();
                Encoding as = message.text() ? Encoding.JSON : Encoding.MSGPACK;
                post(Content.octets(message.hex()), Map.of("Content-Type", as.contentType()), false, rules);
            }
            case Content.Request request -> request(request, bindings);
            default -> throw Failure.skip("HTTP cannot send this.");
        }
    }

    private void post(byte[] body, Map<String, String> headers, boolean authenticated, FrameRules rules)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place.get().rpc())
                .timeout(place.get().patience())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (!authenticated && !spec.raw()) {
            request.header("Authorization", "Bearer " + place.get().tokens().getOrDefault(spec.token(), ""));
        }
        exchange(request.build(), rules);
    }

    private void request(Content.Request content, Bindings bindings) throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>();
        content.headers()
                .forEach((name, term) ->
                        headers.put(name, Template.make(term, bindings).asText()));
        byte[] body = body(content, bindings);
        HttpRequest.Builder request = HttpRequest.newBuilder(place.get()
                        .http(Template.make(content.target(), bindings).asText()))
                .method(
                        content.method(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!spec.raw() && !headers.containsKey("Authorization")) {
            headers.put("Authorization", "Bearer " + place.get().tokens().getOrDefault(spec.token(), ""));
        }
        headers.forEach(request::header);
        FrameRules rules = new FrameRules(idsOfServer);
        rules.sentRaw();
        exchange(request.build(), rules);
    }

    private static byte[] body(Content.Request content, Bindings bindings) throws IOException {
        if (content.hex() != null) {
            return Content.octets(content.hex());
        }
        if (content.body() == null) {
            return new byte[0];
        }
        JsonNode made = Template.make(content.body(), bindings);
        return content.body() instanceof Term.Members
                ? Encoding.JSON.write(made)
                : made.asText().getBytes(StandardCharsets.UTF_8);
    }

    private void exchange(HttpRequest request, FrameRules rules) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String type = response.headers().firstValue("content-type").orElse("");
        if (type.startsWith("text/event-stream")) {
            inbox.put(
                    new Received.Http(response.statusCode(), response.headers().map(), null, ""));
            InputStream body = response.body();
            stream = body;
            Thread.ofVirtual().name("conform-sse").start(() -> events(body));
            return;
        }
        byte[] octets = response.body().readAllBytes();
        Encoding came = type.contains("msgpack") ? Encoding.MSGPACK : Encoding.JSON;
        @Nullable JsonNode frame = null;
        if (type.contains("json") || type.contains("msgpack")) {
            frame = came.read(octets);
            if (frame.has("type")) {
                rules.received(frame, came, octets.length).ifPresent(violations);
            }
        }
        inbox.put(new Received.Http(
                response.statusCode(), response.headers().map(), frame, new String(octets, StandardCharsets.UTF_8)));
    }

    /** The frame in the body of an HTTP answer; null where there is none. */
    static @Nullable JsonNode frame(String body) {
        try {
            JsonNode frame = Encoding.MAPPER.readTree(body);
            return frame.isObject() ? frame : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private void events(InputStream body) {
        SseRules rules = new SseRules();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    field(event, line);
                } else if (!event.isEmpty()) {
                    rules.broken(event).ifPresent(violations);
                    inbox.put(new Received.Sse(event));
                    event = JsonNodeFactory.instance.objectNode();
                }
            }
            inbox.put(new Received.Ended(1006, "the stream has ended"));
        } catch (IOException e) {
            inbox.put(new Received.Ended(1006, e.toString()));
        }
    }

    private static void field(ObjectNode event, String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon == 0) {
            return;
        }
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        switch (name) {
            case "data" -> event.set("data", Encoding.MAPPER.readTree(value));
            case "retry" -> event.put("retry", Long.parseLong(value));
            default -> event.put(name, value);
        }
    }

    @Override
    public void cut(boolean half) {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                violations.accept("The stream cannot be closed: " + e);
            }
            stream = null;
        }
    }

    @Override
    public void pause(boolean paused) {
        throw Failure.skip("Only a WebSocket can be read slowly.");
    }

    @Override
    public void close() {
        cut(false);
        client.shutdownNow();
    }
}
