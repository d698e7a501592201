package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What is refused, and in which words. */
public final class Refusals {
    private Refusals() {}

    /** The refusal with which this ends. */
    public static Refusal of(Executable refused) {
        return assertThrows(Refusal.class, refused);
    }

    /** Ends with 400 and a sentence that names what is wrong. */
    public static void badRequest(String named, Executable refused) {
        ErrorBody body = of(refused).body();
        assertEquals(400, body.code());
        assertTrue(body.message().contains(named), body.message());
    }
}
