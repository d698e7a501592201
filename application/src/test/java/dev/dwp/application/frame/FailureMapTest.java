package dev.dwp.application.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.ErrorBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureMapTest {
    private final FailureMap map =
            new FailureMap(new IdGenerator(InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z")), new Random(1)));

    @Test
    @DisplayName(
            "PROTOCOL §8: a failure that throws when it is asked for its message is answered with an incident all the same")
    void answersAFailureThatCannotSayWhy() {
        ErrorBody body = map.tell(new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new AssertionError("not even that");
            }

            @Override
            public String toString() {
                throw new AssertionError("nor that");
            }
        });
        assertEquals(500, body.code());
        assertTrue(String.valueOf(body.details()).startsWith("inc_"), body::toString);
    }

    @Test
    @DisplayName("PROTOCOL §8: whose change may have taken place is told so, and what to do; nobody else is")
    void saysWhereAChangeMayHaveTakenPlace() {
        IllegalStateException cause = new IllegalStateException("The database's own words.");
        ErrorBody doubt = map.tell(new CommitInDoubt("In doubt.", cause));
        assertEquals(503, doubt.code());
        assertTrue(doubt.message().contains("may or may not have taken place"), doubt::message);
        assertTrue(
                doubt.message().endsWith("repeat it later with the same key, or read what there is."), doubt::message);
        ErrorBody away = map.tell(new StoreUnavailable("Away.", cause));
        assertEquals(503, away.code());
        assertFalse(away.message().contains("taken place"), away::message);
    }
}
