package dev.dwp.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import dev.dwp.conformance.WebSocketPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** A subscriber that goes from node to node all the time, and resumes where it was. */
final class Follower {
    private static final int MOST_ON_ONE_NODE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SoakNodes nodes;
    private final Random random;
    private final Thread thread;

    /** Added to by the thread alone. */
    private final List<Told> record = Collections.synchronizedList(new ArrayList<>());

    /** The jobs and runs of which events have arrived, but not the last. */
    final Set<String> open = ConcurrentHashMap.newKeySet();

    /** Those of which the last event has arrived. */
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private volatile boolean ended;

    Follower(SoakNodes nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    private void follow() {
        while (!ended) {
            try (WebSocketPeer peer = WebSocketPeer.connect(nodes.any(random).uri(), Client.OPERATOR)) {
                peer.request("subscribe", Data.of("channel", "firehose", "after", "evt-" + last()));
                read(peer);
            } catch (CompletionException | AssertionError e) {
                // the node is down or stands still: to the next
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void read(WebSocketPeer peer) throws InterruptedException {
        for (int left = random.nextInt(MOST_ON_ONE_NODE); left > 0 && !ended; left--) {
            JsonNode event = peer.poll(frame -> frame.path("type").asText().equals("event"), PATIENCE);
            if (event == null) {
                return;
            }
            Told told = Told.of(event);
            record.add(told);
            if (told.last()) {
                open.remove(told.id());
                over.add(told.id());
            } else if (!told.id().isEmpty()) {
                open.add(told.id());
            }
        }
    }

    boolean hasEnded(String id) {
        return over.contains(id);
    }

    /** The number of the last event that arrived. */
    private long last() {
        return record.isEmpty() ? 0 : record.getLast().number();
    }

    /** Ends it; what arrived, in the order of arrival. */
    List<Told> end() throws InterruptedException {
        ended = true;
        thread.join();
        return List.copyOf(record);
    }
}
