package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The adapter of a client, or the keeper of a server: a process that takes commands as JSON lines and answers them. The
 * dialogue's thread uses it.
 */
final class AdapterProcess implements Commanded, AutoCloseable {
    /** What a shell ends with where there is no such command, or none that may be run. */
    private static final List<Integer> NO_COMMAND = List.of(126, 127);

    private static final int END_SECONDS = 10;
    private static final int MOST_SHOWN = 40;

    private final Process process;
    private final OutputStream commands;
    private final Inbox answers = new Inbox();
    /** Lines of standard error; its reader adds. */
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    private int ids;

    AdapterProcess(String command) throws IOException {
        process = new ProcessBuilder("sh", "-c", command).start();
        commands = process.getOutputStream();
        Thread.ofVirtual().name("conform-answers").start(() -> readAnswers(process.getInputStream()));
        Thread.ofVirtual().name("conform-errors").start(() -> readErrors(process.getErrorStream()));
    }

    private void readAnswers(InputStream from) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
                    answers.put(new Received.Frame(Encoding.JSON.read(octets), Encoding.JSON, octets.length));
                }
            }
            answers.put(new Received.Ended(1006, "it has ended"));
        } catch (IOException e) {
            answers.put(new Received.Ended(1006, "it wrote what is no JSON line: " + e.getMessage()));
        }
    }

    private void readErrors(InputStream from) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (errors.size() < MOST_SHOWN) {
                    errors.add(line);
                }
            }
        } catch (IOException e) {
            errors.add(e.toString());
        }
    }

    @Override
    public int send(JsonNode command) throws IOException {
        int id = ++ids;
        ObjectNode line = ((ObjectNode) command).objectNode();
        line.put("id", id);
        line.setAll((ObjectNode) command);
        commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        return id;
    }

    @Override
    public JsonNode answer(int id, Duration limit) throws InterruptedException {
        Optional<Received> answer = answers.take(
                message -> Listening.isEnd(message)
                        || (message instanceof Received.Frame frame
                                && frame.frame().path("id").asInt() == id),
                limit);
        if (answer.orElse(null) instanceof Received.Frame frame) {
            return frame.frame();
        }
        throw Failure.of(
                answer.isEmpty() ? "the command was not answered within " + limit + "." : "no answer: " + answer.get());
    }

    /** Waits a moment for its end and tells whether the shell found no such command. */
    boolean isMissing() throws InterruptedException {
        return process.waitFor(1, TimeUnit.SECONDS) && NO_COMMAND.contains(process.exitValue());
    }

    /** What it wrote to standard error. */
    String errors() {
        return String.join("\n", errors);
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            errors.add("Its standard input cannot be closed: " + e);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
