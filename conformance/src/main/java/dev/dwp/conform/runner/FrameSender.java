package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;

/** Makes the frames of a connection, gives them ids where the dialogue does not, and remembers the last. One thread uses it. */
final class FrameSender {
    private int ids;
    private String lastId = "";

    String lastId() {
        return lastId;
    }

    static Encoding encoding(Content.Frame frame, Encoding negotiated) {
        return frame.encoding() == null ? negotiated : Encoding.of(frame.encoding());
    }

    JsonNode make(Term term, Bindings bindings) {
        JsonNode made = Template.make(term, bindings);
        if (!(made instanceof ObjectNode frame)) {
            return made;
        }
        if (term instanceof Term.Members members && !members.members().containsKey("id")) {
            ObjectNode identified = frame.objectNode();
            identified.put("id", "q" + ++ids);
            identified.setAll(frame);
            frame = identified;
        }
        boolean grant = frame.has("credits") && !frame.has("method");
        if (!grant) {
            lastId = frame.path("id").asText("");
        }
        return frame;
    }
}
