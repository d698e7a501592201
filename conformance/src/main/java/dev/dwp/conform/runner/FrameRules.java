package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conform.dialogue.ValueKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that every frame of a server keeps, whatever the dialogue is about: {@code conformance/dialogues/README.md} lists
 * them. One for each connection; the connection's reader and the dialogue's thread use it, under its lock.
 */
final class FrameRules {
    private static final Set<String> TYPES = Set.of("response", "error", "event", "ping", "pong");

    /** The ids of frames that the server sent in this run, over every connection. */
    private final Set<String> idsOfServer;

    /** How often a frame with that id was sent and waits for its answer; guarded by {@code this}, as all that follows. */
    private final Map<String, Integer> unanswered = new HashMap<>();

    private final Map<String, JsonNode> requests = new HashMap<>();
    private final Map<String, Long> channels = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private boolean rawSent;
    private @Nullable Encoding negotiated;
    private long largest = Long.MAX_VALUE;

    FrameRules(Set<String> idsOfServer) {
        this.idsOfServer = idsOfServer;
    }

    /** A set of ids for a run. */
    static Set<String> ids() {
        return ConcurrentHashMap.newKeySet();
    }

    /** A frame is about to be sent. */
    synchronized void sent(JsonNode frame) {
        String id = frame.path("id").asText("");
        unanswered.merge(id, 1, Integer::sum);
        requests.put(id, frame);
    }

    /** Something is about to be sent that the rules cannot read. */
    synchronized void sentRaw() {
        rawSent = true;
    }

    /** Tells which rule the frame breaks; empty where it keeps all. */
    synchronized Optional<String> received(JsonNode frame, Encoding encoding, int octets) {
        @Nullable String broken = broken(frame, encoding, octets);
        return Optional.ofNullable(broken).map(rule -> rule + ": " + Listening.shown(frame.toString()));
    }

    private @Nullable String broken(JsonNode frame, Encoding encoding, int octets) {
        String type = frame.path("type").asText();
        if (!TYPES.contains(type)) {
            return "PROTOCOL §2: a server's frame has type " + String.join(", ", TYPES);
        }
        if (!type.equals("pong") && !ValueKind.isUtcTime(frame.path("ts").asText())) {
            return "PROTOCOL §2: each frame has ts, RFC 3339 in UTC with Z";
        }
        if (negotiated != null && encoding != negotiated) {
            return "PROTOCOL §3: the server sends in the negotiated format, " + negotiated.format();
        }
        if (octets > largest) {
            return "PROTOCOL §2: nothing sent exceeds max_frame_bytes, " + largest + "; this takes " + octets;
        }
        String id = frame.path("id").asText();
        if (!frame.path("id").isTextual() || id.isEmpty() || id.length() > 128) {
            return "PROTOCOL §2: each frame has an id, a text of at most 128 characters";
        }
        if (type.equals("event")) {
            return event(frame, id);
        }
        if (!idsOfServer.add(id)) {
            return "PROTOCOL §2: ids of the server never repeat";
        }
        return switch (type) {
            case "response" -> response(frame);
            case "error" -> error(frame);
            case "pong" -> correlated(frame);
            default -> null;
        };
    }

    private @Nullable String response(JsonNode frame) {
        if (!frame.has("data") || frame.has("error")) {
            return "PROTOCOL §2: a response has data and no error";
        }
        JsonNode request = requests.getOrDefault(frame.path("correl_id").asText(""), frame);
        @Nullable String wrong = correlated(frame);
        if (wrong == null) {
            learn(request.path("method").asText(), frame.get("data"));
        }
        return wrong;
    }

    /** What the answer changes for the frames that follow. */
    private void learn(String method, JsonNode data) {
        String channel = data.path("channel").asText();
        switch (method) {
            case "auth" -> {
                negotiated = Encoding.of(data.path("format").asText("json"));
                largest = data.path("max_frame_bytes").asLong(Long.MAX_VALUE);
            }
            case "unsubscribe" -> channels.remove(channel);
            default -> {
                if (!channel.isEmpty()) {
                    channels.put(channel, number(data.path("cursor").asText("evt-0")));
                    ended.removeIf(topic -> topic.startsWith(channel + " "));
                }
            }
        }
    }

    private @Nullable String error(JsonNode frame) {
        JsonNode error = frame.path("error");
        if (!error.path("code").isIntegralNumber()
                || error.path("message").asText().isBlank()) {
            return "PROTOCOL §8: an error has a code, an integer, and a message";
        }
        if (error.has("details") && !error.get("details").isTextual()) {
            return "PROTOCOL §2: details of an error are a text";
        }
        if (frame.has("channel")) {
            channels.remove(frame.get("channel").asText());
        }
        return frame.has("correl_id") ? correlated(frame) : null;
    }

    private @Nullable String correlated(JsonNode frame) {
        String id = frame.path("correl_id").asText("");
        int open = unanswered.getOrDefault(id, 0);
        if (open == 0) {
            return rawSent
                    ? null
                    : "PROTOCOL §2, §4.4: each frame is answered once, by its id in correl_id; none with this id waits";
        }
        unanswered.put(id, open - 1);
        return null;
    }

    private @Nullable String event(JsonNode frame, String id) {
        JsonNode data = frame.path("data");
        String channel = frame.path("channel").asText();
        if (data.path("type").asText().isEmpty()) {
            return "PROTOCOL §7.2: data of an event has a type";
        }
        if (id.startsWith("dlv-")) {
            return null;
        }
        if (!id.matches("evt-[0-9]{1,18}")) {
            return "PROTOCOL §7.2: the id of an event is its cursor, evt-<n>";
        }
        @Nullable Long last = channels.get(channel);
        if (last == null) {
            return "PROTOCOL §7.3: no event of a channel precedes the subscribe response or follows the unsubscribe response";
        }
        if (number(id) <= last) {
            return "PROTOCOL §7.3: events of a channel come in order, none twice; the last was evt-" + last;
        }
        channels.put(channel, number(id));
        String topic = channel + " " + data.path("topic").asText();
        boolean begins = data.path("type").asText().matches("job\\.enqueued|workflow\\.started");
        if (!begins && ended.contains(topic)) {
            return "PROTOCOL §7.2: after the event with final there is no other";
        }
        ended.remove(topic);
        if (data.path("final").asBoolean()) {
            ended.add(topic);
        }
        return null;
    }

    private static long number(String cursor) {
        return cursor.matches("evt-[0-9]{1,18}") ? Long.parseLong(cursor.substring(4)) : 0;
    }
}
