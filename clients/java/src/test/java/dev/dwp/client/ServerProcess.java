package dev.dwp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server with the demo's handlers in a process of its own, which can be killed and started again on its port and store. */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready on ";

    private final Path store;
    private Process process;
    private int port;

    ServerProcess(Path store) throws IOException {
        this.store = store;
        this.process = launched();
    }

    private Process launched() throws IOException {
        Process launched = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.dwp.bootstrap.Main",
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--store",
                        "sqlite:" + store)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = launched.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            launched.destroyForcibly();
            throw new IOException("The server did not start: " + line);
        }
        port = URI.create(line.substring(READY.length())).getPort();
        return launched;
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("ws://localhost:%d/dwp".formatted(port));
    }

    /** Ends it, by SIGTERM or by SIGKILL. */
    void end(boolean kindly) {
        if (kindly) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        process.onExit().join();
    }

    /** Starts it again. */
    void start() throws IOException {
        process = launched();
    }

    @Override
    public void close() {
        end(false);
    }
}
