package dev.dwp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.cli.command.Interrupts;
import dev.dwp.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the program as a shell does, within this process. */
final class Shell {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Terminal.Kind SEEN = new Terminal.Kind(true, true, false, 200);

    private final Map<String, String> environment = new TreeMap<>();
    private InputStream input = new ByteArrayInputStream(new byte[0]);
    private Terminal.Kind kind = Terminal.Kind.NONE;

    /** What came of a line. */
    record Result(int code, String out, String err) {
        List<JsonNode> lines() {
            return out.lines().map(Shell::json).toList();
        }

        JsonNode json() {
            return Shell.json(out);
        }

        String field(String name) {
            return json().path(name).asText();
        }
    }

    Shell(Path home) {
        environment.put("HOME", home.toString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The next lines read this from standard input. */
    Shell reading(String text) {
        input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next lines find that input. */
    Shell reading(InputStream stream) {
        input = stream;
        return this;
    }

    /** From now on both outputs are a terminal. */
    Shell onTerminal() {
        kind = SEEN;
        return this;
    }

    /** From now on both outputs are a terminal of that width. */
    Shell onTerminal(int columns) {
        kind = new Terminal.Kind(true, true, false, columns);
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        Terminal terminal = new Terminal(input, out, err, kind, colour);
        int code = new Program(environment, terminal, InstantSource.system(), new Interrupts()).run(List.of(arguments));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
