package dev.dwp.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server with the demo's handlers and tokens, in a process of its own. */
final class ServerUnderTest implements AutoCloseable {
    private final Process process;
    private final URI address;

    private ServerUnderTest(Process process) throws IOException {
        this.process = process;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("ready on ")) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start: " + line);
        }
        this.address = URI.create(line.substring("ready on ".length()));
    }

    static ServerUnderTest start() throws IOException {
        return start(0);
    }

    static ServerUnderTest start(int port) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.dwp.bootstrap.Main",
                "serve",
                "--port",
                Integer.toString(port),
                "--store",
                "memory");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("DWP_"));
        return new ServerUnderTest(builder.start());
    }

    String url() {
        return address + "/dwp";
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
