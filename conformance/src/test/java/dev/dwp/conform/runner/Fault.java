package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One thing that a broken server does wrong, and the dialogue that catches it. */
enum Fault {
    DROPS_AN_EVENT("7.3-every-event-of-the-channel"),
    REPEATS_AN_EVENT("7.3-every-event-of-the-channel"),
    SWAPS_TWO_EVENTS("7.2-events-of-a-job"),
    ANSWERS_ANOTHER_REQUEST("5-enqueue"),
    ANSWERS_TWICE("5-key-makes-one-job"),
    LEAVES_OUT_TS("5-enqueue"),
    TELLS_LOCAL_TIME("5-enqueue"),
    REPEATS_ITS_IDS("5-key-makes-one-job"),
    CLOSES_WITH_A_WRONG_CODE("4.1-wrong-token"),
    CLOSES_WITHOUT_A_CLOSE_FRAME("4.1-wrong-token"),
    CLOSES_AFTER_AN_ERROR("8-malformed-frame-leaves-the-connection-open"),
    SHOWS_OTHER_TENANTS("4.3-foreign-job-does-not-exist"),
    SENDS_EVENTS_BEFORE_THE_ANSWER("5-watch-a-job"),
    SENDS_THE_OTHER_FORMAT("3-format-is-negotiated"),
    LEAVES_OUT_FINAL("7.2-events-of-a-job"),
    NAMES_ANOTHER_CHANNEL("7.2-events-of-a-job"),
    TELLS_ANOTHER_STATE("5-job-runs-to-its-end"),
    GOES_ON_AFTER_UNSUBSCRIBE("7.3-no-event-after-unsubscribe"),
    IGNORES_CREDITS("7.4-credits"),
    IGNORES_AFTER("7.3-resume-after-a-cut"),
    ANSWERS_NO_PING("4.4-ping-is-answered"),
    CHANGES_TS_OF_A_PING("4.4-ping-is-answered"),
    HIDES_WHAT_IT_IGNORED("2-ignored-members-are-named"),
    ROUNDS_INTEGERS("2-integers-are-exact-to-64-bits"),
    LEAVES_OUT_THE_SNAPSHOT("7.1-snapshot"),
    LEAVES_OUT_ATTEMPTS("5-job-has-every-field"),
    ANSWERS_500_FOR_404("5-unknown-job-name-is-404"),
    GIVES_NO_REASON("5-unknown-job-name-is-404"),
    MISSPELLS_A_TYPE("5-enqueue"),
    FORGETS_KEYS("5-key-makes-one-job");

    private final String caughtBy;

    Fault(String caughtBy) {
        this.caughtBy = caughtBy;
    }

    String caughtBy() {
        return caughtBy;
    }

    /** What is kept from one frame of a connection to the next. */
    static final class Memory {
        private final List<JsonNode> held = new ArrayList<>();
        private int events;
    }

    /** What the broken server makes of a request. */
    JsonNode request(JsonNode request) {
        JsonNode data = request.path("data");
        if (data instanceof ObjectNode members) {
            switch (this) {
                case SHOWS_OTHER_TENANTS -> {
                    if (members.path("token").asText().equals("other-token")) {
                        members.put("token", "demo-token");
                    }
                }
                case IGNORES_CREDITS -> members.remove("credits");
                case IGNORES_AFTER -> members.remove("after");
                case FORGETS_KEYS -> members.remove("key");
                case GOES_ON_AFTER_UNSUBSCRIBE -> {
                    if (request.path("method").asText().equals("unsubscribe")) {
                        members.put("channel", "firehose");
                    }
                }
                default -> {}
            }
        }
        return request;
    }

    /** The frames that the broken server sends in place of one. */
    List<JsonNode> answer(JsonNode sent, Memory memory) {
        ObjectNode frame = (ObjectNode) sent;
        JsonNode data = frame.path("data");
        boolean event = frame.path("type").asText().equals("event");
        boolean response = frame.path("type").asText().equals("response");
        boolean auth = data.has("session_id");
        return switch (this) {
            case DROPS_AN_EVENT -> event && ++memory.events == 2 ? List.of() : List.of(frame);
            case REPEATS_AN_EVENT -> event ? List.of(frame, frame) : List.of(frame);
            case SWAPS_TWO_EVENTS -> event && ++memory.events <= 2 ? swapped(frame, memory) : List.of(frame);
            case ANSWERS_ANOTHER_REQUEST -> List.of(response && !auth ? frame.put("correl_id", "another") : frame);
            case ANSWERS_TWICE ->
                response && !auth
                        ? List.of(
                                frame,
                                frame.deepCopy().put("id", frame.path("id").asText() + "-again"))
                        : List.of(frame);
            case LEAVES_OUT_TS -> List.of(frame.without("ts"));
            case TELLS_LOCAL_TIME -> List.of(frame.put("ts", "2026-01-31T12:30:00+02:00"));
            case REPEATS_ITS_IDS -> List.of(event ? frame : frame.put("id", "frm-1"));
            case SENDS_EVENTS_BEFORE_THE_ANSWER -> late(frame, response && data.has("channel"), memory);
            case LEAVES_OUT_FINAL -> changed(frame, "final", null);
            case NAMES_ANOTHER_CHANNEL -> List.of(event ? frame.put("channel", "jobs") : frame);
            case TELLS_ANOTHER_STATE -> event ? changed(frame, "state", "running") : List.of(frame);
            case GOES_ON_AFTER_UNSUBSCRIBE ->
                data.path("status").asText().equals("unsubscribed") ? rightChannel(frame, memory) : seen(frame, memory);
            case ANSWERS_NO_PING -> frame.path("type").asText().equals("pong") ? List.of() : List.of(frame);
            case CHANGES_TS_OF_A_PING -> List.of(frame.put("ts", "2020-01-01T00:00:00Z"));
            case HIDES_WHAT_IT_IGNORED -> List.of(frame.without("ignored"));
            case ROUNDS_INTEGERS -> {
                rounded(frame.path("data").path("result"));
                yield List.of(frame);
            }
            case LEAVES_OUT_THE_SNAPSHOT -> changed(frame, "snapshot", null);
            case LEAVES_OUT_ATTEMPTS -> changed(frame, "attempts", null);
            case ANSWERS_500_FOR_404 -> error(frame, "code");
            case GIVES_NO_REASON -> error(frame, "message");
            case MISSPELLS_A_TYPE -> List.of(response && !auth ? frame.put("type", "Response") : frame);
            default -> List.of(frame);
        };
    }

    private static List<JsonNode> swapped(JsonNode frame, Memory memory) {
        memory.held.add(frame);
        return memory.held.size() < 2 ? List.of() : List.of(memory.held.get(1), memory.held.get(0));
    }

    private static List<JsonNode> late(JsonNode frame, boolean holds, Memory memory) {
        if (holds) {
            memory.held.add(frame);
            return List.of();
        }
        if (frame.path("type").asText().equals("event") && !memory.held.isEmpty()) {
            return List.of(frame, memory.held.removeFirst());
        }
        return List.of(frame);
    }

    private static List<JsonNode> seen(JsonNode frame, Memory memory) {
        if (frame.path("data").path("status").asText().equals("subscribed")) {
            memory.held.add(frame);
        }
        return List.of(frame);
    }

    private static List<JsonNode> rightChannel(ObjectNode frame, Memory memory) {
        ((ObjectNode) frame.get("data"))
                .set("channel", memory.held.getLast().path("data").path("channel"));
        return List.of(frame);
    }

    private static List<JsonNode> changed(ObjectNode frame, String member, String value) {
        if (frame.path("data") instanceof ObjectNode data) {
            if (value == null) {
                data.remove(member);
            } else {
                data.put(member, value);
            }
        }
        return List.of(frame);
    }

    private static List<JsonNode> error(ObjectNode frame, String member) {
        if (frame.path("error") instanceof ObjectNode error) {
            if (member.equals("code")) {
                error.put("code", 500);
            } else {
                error.put("message", "");
            }
        }
        return List.of(frame);
    }

    private static void rounded(JsonNode result) {
        if (result instanceof ArrayNode numbers) {
            for (int i = 0; i < numbers.size(); i++) {
                numbers.set(i, DoubleNode.valueOf(numbers.get(i).doubleValue()));
            }
        }
    }
}
