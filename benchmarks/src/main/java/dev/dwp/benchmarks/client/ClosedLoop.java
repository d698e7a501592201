package dev.dwp.benchmarks.client;

import dev.dwp.benchmarks.figures.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Keeps so many requests under way on each of its connections: the next goes out when one is answered. */
public final class ClosedLoop {
    private final LoadLoop loop;
    private final List<Client> clients = new ArrayList<>();
    private Latencies latencies = new Latencies();
    private long unsent;

    /**
     * Opens the connections.
     *
     * @param depth requests under way on each
     * @param request the request with that id, on whichever connection
     */
    public ClosedLoop(LoadLoop loop, int connections, int depth, IntFunction<byte[]> request) throws IOException {
        this.loop = loop;
        for (int i = 0; i < connections; i++) {
            clients.add(new Client(depth, request));
        }
    }

    /** Sends, and forgets what it saw. */
    public void warmUp(Duration time) throws IOException {
        begin(Long.MAX_VALUE);
        loop.run(time);
    }

    /** Sends that many and returns when all are answered. */
    public void send(long count, Duration limit) throws IOException {
        begin(count);
        loop.runUntil(() -> clients.stream().allMatch(Client::isIdle), limit);
    }

    /** Begins to send that many; the loop goes on with it. */
    public void begin(long count) {
        unsent = count;
        clients.forEach(Client::begin);
    }

    /** Sends for that long, and returns how long each answer took. */
    public Latencies measure(Duration time) throws IOException {
        latencies = new Latencies();
        loop.run(time);
        return latencies;
    }

    /** Sends no more, and waits for the last answers. */
    public void finish(Duration limit) throws IOException {
        unsent = 0;
        loop.runUntil(() -> clients.stream().allMatch(Client::isIdle), limit);
    }

    private final class Client implements Listener {
        private final byte[][] requests;
        private final long[] sentAt;
        private final LoadConnection connection;
        private int underWay;

        Client(int depth, IntFunction<byte[]> request) throws IOException {
            this.requests = new byte[depth][];
            this.sentAt = new long[depth];
            for (int id = 0; id < depth; id++) {
                requests[id] = request.apply(id);
            }
            this.connection = loop.connect(this);
        }

        void begin() {
            for (int id = 0; id < requests.length; id++) {
                send(id, System.nanoTime());
            }
        }

        boolean isIdle() {
            return underWay == 0;
        }

        private void send(int id, long now) {
            if (unsent == 0) {
                return;
            }
            unsent--;
            sentAt[id] = now;
            underWay++;
            connection.send(requests[id]);
        }

        @Override
        public void answered(int id, Received response) {
            long now = System.nanoTime();
            latencies.add(now - sentAt[id]);
            underWay--;
            send(id, now);
        }
    }
}
