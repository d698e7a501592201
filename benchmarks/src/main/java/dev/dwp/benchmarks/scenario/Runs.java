package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Listener;
import dev.dwp.benchmarks.client.LoadConnection;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Received;
import dev.dwp.benchmarks.client.Subscription;
import dev.dwp.benchmarks.figures.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Clients that each start a workflow, wait until a subscriber is told that it is completed, and start the next. */
final class Runs {
    private static final byte[] COMPLETED = Received.ascii("\"workflow.completed\"");

    private final LoadLoop loop;
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Client> waiting = new HashMap<>();
    private final Set<String> early = new HashSet<>();
    private Latencies latencies = new Latencies();
    private boolean starting = true;

    Runs(LoadLoop loop, int count) throws IOException {
        this.loop = loop;
        Subscription.open(loop, "workflows", null, this::told);
        for (int i = 0; i < count; i++) {
            clients.add(new Client());
        }
        clients.forEach(Client::start);
    }

    /** Goes on for that long, and returns how long each run took from the client's request to its last event. */
    Latencies measure(Duration time) throws IOException {
        latencies = new Latencies();
        loop.run(time);
        return latencies;
    }

    /** Waits for the last runs. */
    void finish() throws IOException {
        starting = false;
        loop.runUntil(() -> clients.stream().noneMatch(client -> client.busy), Waiting.LIMIT);
    }

    private void told(Received event) {
        if (event.contains(COMPLETED)) {
            String run = event.text("run_id");
            Client client = waiting.remove(run);
            if (client == null) {
                early.add(run);
            } else {
                client.end();
            }
        }
    }

    private final class Client implements Listener {
        private final LoadConnection connection;
        private boolean busy;
        private long startedAt;

        Client() throws IOException {
            this.connection = loop.connect(this);
        }

        void start() {
            busy = true;
            startedAt = System.nanoTime();
            connection.send(Requests.orderPipeline(0));
        }

        /** The event may have overtaken the answer. */
        @Override
        public void answered(int id, Received response) {
            String run = response.text("run_id");
            if (early.remove(run)) {
                end();
            } else {
                waiting.put(run, this);
            }
        }

        void end() {
            busy = false;
            latencies.add(System.nanoTime() - startedAt);
            if (starting) {
                start();
            }
        }
    }
}
