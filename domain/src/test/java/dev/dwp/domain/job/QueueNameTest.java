package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"default", "a", "a:b/c.d-e_f", "!~"})
    void takesVisibleAscii(String text) {
        assertEquals(text, new QueueName(text).toString());
    }

    @Test
    void hasAtMost128Characters() {
        assertEquals(128, new QueueName("x".repeat(128)).text().length());
        Refusals.badRequest("128", () -> new QueueName("x".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u007f", "é", "😀"})
    void refusesEverythingElse(String text) {
        Refusals.badRequest("queue", () -> new QueueName(text));
    }
}
