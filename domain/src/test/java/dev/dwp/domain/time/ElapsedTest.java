package dev.dwp.domain.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: durations are never negative")
class ElapsedTest {
    private static final Instant START = Instant.parse("2026-01-31T10:30:00Z");

    @Test
    void isTheTimeBetweenOrNone() {
        assertEquals(Duration.ofMillis(5), Elapsed.between(START, START.plusMillis(5)));
        assertEquals(Duration.ZERO, Elapsed.between(START, START));
        assertEquals(Duration.ZERO, Elapsed.between(START, START.minusSeconds(3_600)));
    }
}
