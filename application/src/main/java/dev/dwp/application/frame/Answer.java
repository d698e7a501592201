package dev.dwp.application.frame;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a method answers.
 *
 * @param data the response's data
 * @param opens the channel whose events may flow once the response is on its way
 * @param ignored paths of the members of the request's data that the method does not know (PROTOCOL §2)
 */
public record Answer(Value data, @Nullable Channel opens, List<String> ignored) {

    /** Keeps its own copy. */
    public Answer {
        ignored = List.copyOf(ignored);
    }

    Answer(Value data, @Nullable Channel opens) {
        this(data, opens, List.of());
    }

    static Answer of(Value data) {
        return new Answer(data, null);
    }

    Answer ignoring(List<String> paths) {
        return paths.isEmpty() ? this : new Answer(data, opens, paths);
    }
}
