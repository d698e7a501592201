package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Matching;
import dev.dwp.conform.dialogue.Mismatch;
import dev.dwp.conform.dialogue.Step;
import dev.dwp.conform.dialogue.Template;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of a dialogue by their labels, and the answers to them. The dialogue's thread uses it. */
final class Commands {
    private final Commanded commanded;
    private final Bindings bindings;
    private final Map<String, Integer> given = new HashMap<>();

    Commands(Commanded commanded, Bindings bindings) {
        this.commanded = commanded;
        this.bindings = bindings;
    }

    void give(Step.Command command) throws IOException {
        given.put(command.label(), commanded.send(Template.make(command.command(), bindings)));
    }

    /** Waits for the answer to the command of that label, and holds it against what is expected. */
    JsonNode answer(Step.CommandAnswer expected, Duration limit) throws InterruptedException {
        @Nullable Integer id = given.get(expected.label());
        if (id == null) {
            throw Failure.of("no command of that label was given.");
        }
        JsonNode answer = commanded.answer(id, limit);
        if (answer.path("error").path("kind").asText().equals("unsupported")) {
            throw Failure.skip("There is no such operation.");
        }
        Optional<Mismatch> mismatch = Matching.match(expected.answer(), answer, bindings);
        if (mismatch.isPresent()) {
            throw Failure.of(mismatch.get() + "\n    in " + Listening.shown(answer.toString()));
        }
        return answer;
    }
}
