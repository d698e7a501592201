package dev.dwp.cluster;

import dev.dwp.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Servers on one PostgreSQL, each a process of its own, with short leases. */
final class Cluster implements AutoCloseable {
    /** A job of this queue starts on any node but those that are told {@link #NOTHING_OF_B}. */
    static final String QUEUE_OF_B = "of-b";

    static final String NOTHING_OF_B = "queue.of-b.paused=true";

    private final Path folder;
    private final String database;
    private final List<ServerProcess> processes = new CopyOnWriteArrayList<>();

    Cluster(Path folder, String database) {
        this.folder = folder;
        this.database = database;
    }

    /** Starts one with the demo's handlers and keys. */
    ServerProcess node(String name, String... settings) throws IOException {
        return started(name, settings);
    }

    /** Starts one without any handler, but with the operator's key. */
    ServerProcess bareNode(String name) throws IOException {
        String[] settings = {
            "jobs.accept-unknown=true", "auth.key.operator.token=" + Client.OPERATOR, "auth.key.operator.scopes=*"
        };
        return started(name, settings, "--no-demo");
    }

    private ServerProcess started(String name, String[] settings, String... flags) throws IOException {
        List<String> lines = new ArrayList<>(List.of("workers.lease=2s", "server.shutdown-grace=2s"));
        lines.addAll(List.of(settings));
        Path file = Files.write(folder.resolve(name + ".properties"), lines);
        List<String> arguments =
                new ArrayList<>(List.of("--store", database, "--node", name, "--config", file.toString()));
        arguments.addAll(List.of(flags));
        ServerProcess process = ServerProcess.start(folder.resolve(name + ".log"), arguments.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
