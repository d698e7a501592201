package dev.dwp.cli;

import dev.dwp.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does once what the client does most, so that a Java runtime can note which classes that takes and keep them in an archive from
 * which the client starts faster. The server is one of its own.
 */
public final class Rehearsal {
    private static final List<List<String>> LINES = List.of(
            List.of("version"),
            List.of("help"),
            List.of("job", "list", "--help"),
            List.of("stats"),
            List.of("stats", "-o", "text"),
            List.of("job", "enqueue", "echo", "{\"a\":[1,2.5,\"b\",null,true]}"),
            List.of("job", "enqueue", "echo", "--wait", "-o", "text"),
            List.of("job", "get", "job_0", "-o", "json"),
            List.of("job", "list", "-o", "text"),
            List.of("run", "start", "echo"),
            List.of("run", "get", "run_0", "-o", "text"),
            List.of("rpc", "job.list", "{\"limit\":1}"),
            List.of("jbo"),
            List.of("context", "list"),
            List.of("watch", "jobs", "--until", "count=1", "--timeout", "10s", "-o", "text"));

    private Rehearsal() {}

    /** Runs the lines over each transport, whatever comes of them, and ends the process. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("DWP_") || name.equals("NO_COLOR"));
        environment.put("XDG_CONFIG_HOME", "/nonexistent");
        try (StandInServer server = new StandInServer()) {
            for (String scheme : List.of("http", "ws")) {
                environment.put("DWP_URL", server.url(scheme));
                for (List<String> line : LINES) {
                    Main.run(line, environment, new Terminal.Kind(true, false, false, 80));
                }
            }
        }
        Runtime.getRuntime().exit(0);
    }
}
