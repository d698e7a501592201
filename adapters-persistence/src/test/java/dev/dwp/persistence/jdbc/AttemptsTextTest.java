package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.job.Attempt;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history is read back as it was written, to the microsecond. */
class AttemptsTextTest {
    private static Attempt attempt(int number, Instant startedAt, Attempt.Outcome outcome) {
        return new Attempt(number, Driver.WORKER, startedAt, startedAt.plusMillis(1500), outcome, Samples.TEXT);
    }

    private static List<Attempt> again(List<Attempt> attempts) {
        return AttemptsText.read(AttemptsText.write(attempts, Formats.JSON), Formats.JSON);
    }

    @Test
    void keepsEveryOutcomeInOrder() {
        List<Attempt> attempts = List.of(
                attempt(1, Driver.NOW, Attempt.Outcome.FAILED),
                attempt(2, Instant.parse("1969-12-31T23:59:58.999999Z"), Attempt.Outcome.RELEASED),
                attempt(2, Instant.EPOCH, Attempt.Outcome.CANCELLED),
                attempt(3, Instant.EPOCH, Attempt.Outcome.LOST),
                new Attempt(3, Driver.WORKER, Driver.NOW, Driver.NOW, Attempt.Outcome.COMPLETED, null));
        assertEquals(attempts, again(attempts));
        assertEquals(List.of(), again(List.of()));
    }

    @Test
    void cutsInstantsToMicroseconds() {
        Attempt fine = attempt(1, Driver.NOW.plusNanos(789), Attempt.Outcome.FAILED);
        assertEquals(List.of(attempt(1, Driver.NOW, Attempt.Outcome.FAILED)), again(List.of(fine)));
    }

    @Test
    void refusesToGuessAnInstant() {
        String written = AttemptsText.write(List.of(attempt(1, Instant.EPOCH, Attempt.Outcome.FAILED)), Formats.JSON);
        String other = written.replace("\"started_at\":0", "\"started_at\":\"1970-01-01T00:00:00Z\"");
        assertThrows(IllegalStateException.class, () -> AttemptsText.read(other, Formats.JSON));
    }
}
