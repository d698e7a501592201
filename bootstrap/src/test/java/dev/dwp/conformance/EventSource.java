package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads an event stream as WHATWG HTML §9.2.6 says, over the JDK's HTTP client. */
public final class EventSource implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /** One event: its id line, if it had one, its name and its data. */
    public record Event(@Nullable String id, String name, JsonNode data) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicLong largest = new AtomicLong();
    private final HttpResponse<InputStream> response;

    private EventSource(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Opens a stream; one that is refused can be asked for its {@link #refusal}. */
    public static EventSource open(URI server, String query, Map<String, String> headers)
            throws IOException, InterruptedException {
        EventSource source = new EventSource(server.resolve("/dwp/sse?" + query), headers);
        if (source.status() == 200) {
            Thread.ofVirtual().start(source::read);
        }
        return source;
    }

    /** The octets of the largest data line that has arrived. */
    public long largest() {
        return largest.get();
    }

    public int status() {
        return response.statusCode();
    }

    @Nullable
    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The body of a stream that did not start. */
    public JsonNode refusal() throws IOException {
        return Wire.JSON.read(response.body().readAllBytes());
    }

    public Event next() throws InterruptedException {
        Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("No event arrived.");
        }
        return event;
    }

    /** Reads on until the event after which there is no other. */
    public Event awaitFinal() throws InterruptedException {
        while (true) {
            Event event = next();
            if (event.data().path("data").path("final").asBoolean()) {
                return event;
            }
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(id, name, Wire.MAPPER.readTree(data.toString())));
                    }
                    id = null;
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    String text = line.substring(6);
                    largest.accumulateAndGet(text.getBytes(StandardCharsets.UTF_8).length, Math::max);
                    data.append(text);
                }
            }
        } catch (IOException closed) {
            // the test or the server has ended the stream
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
