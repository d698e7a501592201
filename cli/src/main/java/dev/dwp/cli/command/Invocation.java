package dev.dwp.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.output.Output;
import dev.dwp.cli.server.Contexts;
import dev.dwp.cli.server.Endpoint;
import dev.dwp.cli.server.NoTls;
import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Terminal;
import dev.dwp.client.ClientBuilder;
import dev.dwp.client.DwpClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a command: what was given, where results go, and the server, connected to when it is first needed. */
public final class Invocation implements AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private final Given given;
    private final Output output;
    private final Surroundings surroundings;
    private @Nullable DwpClient client;
    private @Nullable HttpClient http;

    /**
     * What surrounds the program.
     *
     * @param interrupts runs what is registered when the program is interrupted
     */
    public record Surroundings(
            Map<String, String> environment, ObjectMapper mapper, InstantSource clock, Interrupts interrupts) {}

    public Invocation(Given given, Output output, Surroundings surroundings) {
        this.given = given;
        this.output = output;
        this.surroundings = surroundings;
    }

    public Given given() {
        return given;
    }

    public Output output() {
        return output;
    }

    public Terminal terminal() {
        return output.terminal();
    }

    public InstantSource clock() {
        return surroundings.clock();
    }

    public Interrupts interrupts() {
        return surroundings.interrupts();
    }

    public Contexts contexts() {
        return new Contexts(surroundings.environment(), surroundings.mapper());
    }

    /** The environment's variable of that name; empty where there is none. */
    public String variable(String name) {
        return surroundings.environment().getOrDefault(name, "");
    }

    /** An empty object for the data of a call. */
    public ObjectNode data() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The time that {@code --timeout} gives; {@code null} where it is not there. */
    public @Nullable Duration timeout() {
        Duration timeout = given.duration("--timeout");
        if (timeout != null && timeout.isZero()) {
            throw new WrongInput("--timeout needs a duration above zero, such as 10s.");
        }
        return timeout;
    }

    /** The client of the server that is meant. */
    public DwpClient client() {
        DwpClient open = client;
        if (open == null) {
            Duration timeout = timeout();
            open = connect(timeout == null ? CALL_TIMEOUT : timeout);
            client = open;
        }
        return open;
    }

    /** A client whose calls end by themselves, whatever {@code --timeout} says of the whole. */
    public DwpClient patientClient() {
        DwpClient open = client;
        if (open == null) {
            open = connect(CALL_TIMEOUT);
            client = open;
        }
        return open;
    }

    private DwpClient connect(Duration timeout) {
        Endpoint endpoint = Endpoint.of(given, surroundings.environment(), contexts());
        ClientBuilder builder =
                DwpClient.builder(endpoint.url()).token(endpoint.token()).timeout(timeout);
        if (List.of("http", "ws").contains(endpoint.url().getScheme().toLowerCase(Locale.ROOT))) {
            HttpClient plain = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(new NoTls())
                    .build();
            http = plain;
            builder.httpClient(plain);
        }
        return builder.connect();
    }

    /** Calls a method and returns the data of its answer. */
    public JsonNode call(String method, ObjectNode data) {
        return client().call(method, data);
    }

    /** The value of an argument: JSON, {@code @file}, or {@code -} for standard input; {@code null} where there is none. */
    public @Nullable JsonNode json(@Nullable String argument, String label) {
        if (argument == null) {
            return null;
        }
        return parse(text(argument, label), label, argument);
    }

    /** The text of an argument: itself, the file after {@code @}, or standard input for {@code -}. */
    public String text(String argument, String label) {
        if (argument.equals("-")) {
            return standardInput();
        }
        return argument.startsWith("@") ? file(argument.substring(1), label) : argument;
    }

    /** All of standard input. */
    public String standardInput() {
        try {
            return terminal().readAll();
        } catch (IOException e) {
            throw new WrongInput("Standard input cannot be read: %s.".formatted(e.getMessage()));
        }
    }

    private static String file(String name, String label) {
        try {
            return Files.readString(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new WrongInput(
                    "There is no file '%s' for the %s; check the path after the '@'.".formatted(name, label));
        } catch (IOException | InvalidPathException e) {
            throw new WrongInput("The file '%s' for the %s cannot be read as UTF-8 text: %s."
                    .formatted(name, label, e.getClass().getSimpleName()));
        }
    }

    private JsonNode parse(String text, String label, String source) {
        try {
            JsonNode value = surroundings.mapper().readTree(text);
            if (value.isMissingNode()) {
                throw new WrongInput(
                        "The %s is empty; write JSON, such as {\"to\":3}, or leave it out.".formatted(label));
            }
            return value;
        } catch (JsonProcessingException e) {
            String shown = source.length() > 60 ? source.substring(0, 60) + "…" : source;
            throw new WrongInput(
                    source.equals("-") || source.startsWith("@")
                            ? "The %s, from %s, is not JSON (%s)."
                                    .formatted(
                                            label,
                                            source.equals("-")
                                                    ? "standard input"
                                                    : "the file '%s'".formatted(shown.substring(1)),
                                            reason(e))
                            : "The %s '%s' is not JSON (%s); put single quotes around it in the shell, and double quotes around texts: '{\"to\":\"a\"}'."
                                    .formatted(label, shown, reason(e)));
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("it ends too early");
        return (message.contains(":") ? message.substring(0, message.indexOf(':')) : message)
                .replaceAll("\\p{Cntrl}|\ufffd", "?");
    }

    /** Lets go of the connection. A thread that still waited for the network would hold up the exit of the JVM by 0.3 s. */
    @Override
    public void close() {
        DwpClient open = client;
        if (open != null) {
            open.close();
        }
        HttpClient plain = http;
        if (plain != null) {
            plain.shutdown();
        }
    }
}
