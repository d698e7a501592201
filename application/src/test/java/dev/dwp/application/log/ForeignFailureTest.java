package dev.dwp.application.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What foreign code threw")
class ForeignFailureTest {
    @Test
    void isLoggedWithItsClassItsMessageItsStackAndItsCauses() {
        IllegalStateException thrown = new IllegalStateException("outer", new AssertionError("inner"));
        ForeignFailure copy = ForeignFailure.of(thrown);
        assertNotNull(copy);
        assertEquals("java.lang.IllegalStateException: outer", copy.getMessage());
        assertArrayEquals(thrown.getStackTrace(), copy.getStackTrace());
        assertNotNull(copy.getCause());
        assertEquals("java.lang.AssertionError: inner", copy.getCause().getMessage());
    }

    @Test
    void isNothingWhereNothingWasThrown() {
        assertNull(ForeignFailure.of(null));
    }

    @Test
    void isLoggedWithoutItsMessageWhereAskingForThatThrowsAnError() {
        ForeignFailure copy = ForeignFailure.of(new IllegalStateException("outer", new Unspeakable()));
        assertNotNull(copy);
        assertNotNull(copy.getCause());
        assertEquals(Unspeakable.class.getName(), copy.getCause().getMessage());
        assertEquals("", ForeignFailure.messageOf(new Unspeakable()));
    }

    @Test
    void isLoggedInPartWhereItIsItsOwnCauseOrItsMessageHasNoEnd() {
        ForeignFailure copy = ForeignFailure.of(new Unspeakable() {
            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        });
        int depth = 0;
        for (Throwable next = copy; next != null; next = next.getCause()) {
            depth++;
        }
        assertTrue(depth <= 5, "It went on to " + depth);
        assertEquals(2000, ForeignFailure.messageOf(new Error("x".repeat(5000))).length());
    }

    /** Fails whenever it is asked for anything. */
    private static class Unspeakable extends Error {
        @Override
        public String getMessage() {
            throw new AssertionError("not even that");
        }

        @Override
        public String toString() {
            throw new AssertionError("nor that");
        }
    }
}
