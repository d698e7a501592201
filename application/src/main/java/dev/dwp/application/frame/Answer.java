package dev.dwp.application.frame;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a method answers.
 *
 * @param data the response's data
 * @param opens the channel whose events may flow once the response is on its way
 */
public record Answer(Value data, @Nullable Channel opens) {
    static Answer of(Value data) {
        return new Answer(data, null);
    }
}
