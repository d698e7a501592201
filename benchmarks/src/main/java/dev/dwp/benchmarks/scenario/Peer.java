package dev.dwp.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another job system: a program in {@code benchmarks/peers/<name>}. Its script {@code run} takes the URL of an empty
 * database, how many jobs, at what concurrency, and perhaps {@code steady}; it prints one line of JSON.
 */
record Peer(String name, Path script) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that there are, by name. */
    static List<Peer> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> peers = Files.list(folder)) {
            return peers.map(peer -> new Peer(folder.relativize(peer).toString(), peer.resolve("run")))
                    .filter(peer -> Files.isExecutable(peer.script()))
                    .sorted(Comparator.comparing(Peer::name))
                    .toList();
        }
    }

    /** Runs it, and returns what it measured. */
    JsonNode run(String database, int jobs, int concurrency, Path log, String... mode)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(script.toString(), database, Integer.toString(jobs), Integer.toString(concurrency)));
        command.addAll(List.of(mode));
        File out = log.resolveSibling(name + ".out").toFile();
        int code = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("%s ended with %d; see %s".formatted(name, code, log));
        }
        return JSON.readTree(out);
    }
}
