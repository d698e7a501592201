package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.util.EnumMap;
import java.util.Map;

/** A server on an empty store for each kind of store; while one is measured, the others idle. */
final class Servers implements AutoCloseable {
    private final Map<Backend, ServerProcess> running = new EnumMap<>(Backend.class);

    private Servers() {}

    static Servers start(Bench bench, Plan plan, Map<String, String> environment) throws Exception {
        Servers servers = new Servers();
        for (Backend backend : plan.backends()) {
            servers.running.put(backend, bench.serve(bench.emptyStore(backend), environment));
        }
        return servers;
    }

    ServerProcess on(Backend backend) {
        ServerProcess server = running.get(backend);
        if (server == null) {
            throw new IllegalArgumentException("No server runs on " + backend);
        }
        return server;
    }

    @Override
    public void close() {
        for (ServerProcess server : running.values()) {
            server.close();
        }
    }
}
