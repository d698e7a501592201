package dev.dwp.client.conform;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.DwpException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Drives the client as the conformance runner's adapter: commands as JSON lines on standard input, one answer line for each on
 * standard output, in any order. It ends with its input.
 */
public final class Adapter {
    /** Decimals and integers as they are. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, ClientUnderTest> clients = new ConcurrentHashMap<>();
    private final PrintStream out;

    private Adapter(PrintStream out) {
        this.out = out;
    }

    /** Reads commands until there are no more. */
    public static void main(String[] arguments) throws IOException {
        serve(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void serve(BufferedReader in, PrintStream out) throws IOException {
        Adapter adapter = new Adapter(out);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                adapter.begin(JSON.readTree(line));
            }
        }
        adapter.clients.values().forEach(ClientUnderTest::close);
    }

    /** Commands begin here, one after the other; they end on threads of their own. */
    private void begin(JsonNode command) {
        CompletableFuture<? extends @Nullable Object> result;
        try {
            result = clients.computeIfAbsent(command.path("client").asText("c"), name -> new ClientUnderTest())
                    .perform(command.path("op").asText(), command);
        } catch (RuntimeException e) {
            result = CompletableFuture.failedFuture(e);
        }
        var unused = result.whenComplete((value, failure) -> answer(command.get("id"), value, failure));
    }

    private synchronized void answer(JsonNode id, @Nullable Object value, @Nullable Throwable failure) {
        ObjectNode line = JSON.createObjectNode();
        line.set("id", id);
        if (failure == null) {
            line.set("ok", value == null ? JSON.createObjectNode() : JSON.valueToTree(value));
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            ObjectNode error = line.putObject("error").put("kind", Kinds.of(cause));
            if (cause instanceof DwpException known) {
                error.put("code", known.code()).put("details", known.details());
            }
            error.put("message", String.valueOf(cause.getMessage()));
        }
        out.println(line);
    }
}
