package dev.dwp.domain.job;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import java.util.regex.Pattern;

/** Names a queue: 1 to 128 visible ASCII characters. */
public record QueueName(String text) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** Where a job goes that names no queue. */
    public static final QueueName DEFAULT = new QueueName("default");

    /** Refuses (400) a text that names no queue. */
    public QueueName {
        if (!FORM.matcher(text).matches()) {
            throw Refusal.badRequest("'%s' names no queue; use 1 to 128 visible ASCII characters without spaces."
                    .formatted(Excerpt.of(text)));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
