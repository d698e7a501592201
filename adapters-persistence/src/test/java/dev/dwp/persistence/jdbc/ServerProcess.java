package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link CrashingServer}, or another program of these tests, in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    ServerProcess(String where) throws IOException {
        this(CrashingServer.class, where);
    }

    ServerProcess(Class<?> program, String where) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        where)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = process.inputReader();
    }

    /** What one said until it was killed. */
    static List<String> workUntilKilled(String where, int lines) throws IOException, InterruptedException {
        try (ServerProcess server = new ServerProcess(where)) {
            List<String> said = server.say(lines);
            said.addAll(server.kill());
            return said;
        }
    }

    /** The next so many lines that it says. */
    List<String> say(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            String line = out.readLine();
            assertTrue(line != null, "The process ended by itself.");
            lines.add(line);
        }
        return lines;
    }

    /** Sends it a signal by name. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor(), "It could be signalled.");
    }

    /** Kills it; what it had said but nobody had read. A line that was cut off was never said. */
    List<String> kill() throws IOException, InterruptedException {
        signal("KILL");
        StringBuilder rest = new StringBuilder();
        for (int c = out.read(); c >= 0; c = out.read()) {
            rest.append((char) c);
        }
        return rest.substring(0, rest.lastIndexOf("\n") + 1).lines().toList();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
    }
}
