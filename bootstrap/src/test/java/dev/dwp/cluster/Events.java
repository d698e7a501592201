package dev.dwp.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.ServerProcess;
import dev.dwp.conformance.WebSocketPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Events as an operator gets them from one node on one channel. */
final class Events implements AutoCloseable {
    private final WebSocketPeer peer;

    private Events(WebSocketPeer peer) {
        this.peer = peer;
    }

    /** Those after a cursor. */
    static Events after(String cursor, String channel, ServerProcess node) throws InterruptedException {
        WebSocketPeer peer = WebSocketPeer.connect(node.uri(), Client.OPERATOR);
        peer.call("subscribe", Data.of("channel", channel, "after", cursor));
        return new Events(peer);
    }

    /** All that there ever were. */
    static Events all(String channel, ServerProcess node) throws InterruptedException {
        return after("evt-0", channel, node);
    }

    List<JsonNode> next(int count) throws InterruptedException {
        return peer.events(count);
    }

    /** All up to the first that fits, with it. */
    List<JsonNode> until(Predicate<JsonNode> last) throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        do {
            events.add(peer.event());
        } while (!last.test(events.getLast()));
        return events;
    }

    /** All up to the last one of a job or run. */
    List<JsonNode> untilFinal(String id) throws InterruptedException {
        return until(event -> isOf(event, id) && event.at("/data/final").asBoolean());
    }

    static boolean isOf(JsonNode event, String id) {
        return event.at("/data/job_id").asText().equals(id)
                || event.at("/data/run_id").asText().equals(id);
    }

    static String type(JsonNode event) {
        return event.at("/data/type").asText();
    }

    /** What happened to one job or run, in order. */
    static List<String> typesOf(String id, List<JsonNode> events) {
        return events.stream()
                .filter(event -> isOf(event, id))
                .map(Events::type)
                .toList();
    }

    @Override
    public void close() {
        peer.close();
    }
}
