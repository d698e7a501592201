package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conform.dialogue.ValueKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that every server-sent event keeps. The stream's reader uses it. */
final class SseRules {
    private final Map<String, Long> last = new HashMap<>();

    Optional<String> broken(JsonNode event) {
        return Optional.ofNullable(rule(event)).map(rule -> rule + ": " + Listening.shown(event.toString()));
    }

    private @Nullable String rule(JsonNode event) {
        JsonNode frame = event.path("data");
        if (!frame.path("type").asText().equals("event")) {
            return event.path("event").asText().matches("gap|error") ? null : "PROTOCOL §7.5: data is an event frame";
        }
        String id = frame.path("id").asText();
        if (!ValueKind.isUtcTime(frame.path("ts").asText())) {
            return "PROTOCOL §2: each frame has ts, RFC 3339 in UTC with Z";
        }
        if (!event.path("event").asText().equals(frame.path("data").path("type").asText())) {
            return "PROTOCOL §7.5: event: is the type in data";
        }
        if (!id.matches("evt-[0-9]{1,18}") || !event.path("id").asText(id).equals(id)) {
            return "PROTOCOL §7.5: id: is the cursor of the event";
        }
        long number = Long.parseLong(id.substring(4));
        Long before = last.put(frame.path("channel").asText(), number);
        if (before != null && before >= number) {
            return "PROTOCOL §7.3: events of a channel come in order, none twice";
        }
        return null;
    }
}
