package dev.dwp.benchmarks.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A connection on which requests are made for their answers' sake. */
public final class Dialogue implements Listener {
    /** So many requests may be under way on a connection (PROTOCOL §4.4). */
    private static final int TOGETHER = 64;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LoadLoop loop;
    private final LoadConnection connection;
    private final List<String> answers = new ArrayList<>();
    private Function<Received, String> reading = Received::toString;

    /** Opens one. */
    public Dialogue(LoadLoop loop) throws IOException {
        this.loop = loop;
        this.connection = loop.connect(this);
    }

    /** Sends requests, many at once, and returns what was read from the answers, in the order in which they came. */
    public List<String> ask(List<byte[]> requests, Function<Received, String> read) throws IOException {
        answers.clear();
        reading = read;
        for (int from = 0; from < requests.size(); from += TOGETHER) {
            int to = Math.min(from + TOGETHER, requests.size());
            requests.subList(from, to).forEach(connection::send);
            loop.runUntil(() -> answers.size() == to, LIMIT);
        }
        return List.copyOf(answers);
    }

    @Override
    public void answered(int id, Received response) {
        answers.add(reading.apply(response));
    }
}
