package dev.dwp.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code dwp serve} as a process of its own, so that it can really be killed. */
public final class ServerProcess implements AutoCloseable {
    /** What starts soonest: most servers of the tests do not live for as long as it takes to optimise them. */
    private static final List<String> SHORT_LIVED =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private final Process process;
    private final URI uri;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("ready on ")) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start: " + line);
        }
        this.uri = URI.create(line.substring("ready on ".length()));
    }

    /** Starts one on a free port, with the demo's handlers and keys. */
    public static ServerProcess start(Path log, String... arguments) throws IOException {
        return start(log, SHORT_LIVED, "dev.dwp.bootstrap.Main", serve(arguments));
    }

    /** The same as anybody's Java runs it, with another heap. */
    static ServerProcess startWith(String heap, Path log, String... arguments) throws IOException {
        return start(log, heap, "dev.dwp.bootstrap.Main", serve(arguments));
    }

    private static List<String> serve(String... arguments) {
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
        all.addAll(List.of(arguments));
        return all;
    }

    /** Starts another program that tells like the server when it is ready. */
    public static ServerProcess start(Path log, String program, List<String> arguments) throws IOException {
        return start(log, "256m", program, arguments);
    }

    /** The same with a heap of that size. */
    static ServerProcess start(Path log, String heap, String program, List<String> arguments) throws IOException {
        return start(log, List.of("-Xmx" + heap), program, arguments);
    }

    private static ServerProcess start(Path log, List<String> options, String program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED", program));
        command.addAll(arguments);
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    public URI uri() {
        return uri;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when it has gone, for whatever reason. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** SIGKILL: nothing of it gets to say goodbye. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: it stands still and its connections stay, until it is resumed. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("The process could not be sent SIG" + name);
        }
    }

    /** SIGTERM; returns the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Kills it, and waits until it is gone: the folder that it writes into may be deleted next. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
