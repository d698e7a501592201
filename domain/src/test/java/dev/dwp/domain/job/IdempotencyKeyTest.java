package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Refusals;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
    @Test
    void has1To256Characters() {
        assertEquals("x", new IdempotencyKey("x").text());
        assertEquals(256, new IdempotencyKey("é".repeat(256)).text().length());
        Refusals.badRequest("key", () -> new IdempotencyKey(""));
        Refusals.badRequest("257", () -> new IdempotencyKey("x".repeat(257)));
    }

    @Test
    @DisplayName("PROTOCOL §5: a key is remembered for 24 h")
    void isRememberedForADay() {
        assertEquals(Duration.ofHours(24), IdempotencyKey.REMEMBERED);
    }
}
