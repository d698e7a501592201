package dev.dwp.domain.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Refusals;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final long LARGEST = 999_999_999_999_999_999L;

    @Property
    @Label("PROTOCOL §7.3: a cursor is read as it was written")
    void readsWhatItWrites(@ForAll @LongRange(max = LARGEST) long n) {
        Cursor cursor = new Cursor(n);
        assertEquals("evt-" + n, cursor.text());
        assertEquals(cursor, Cursor.parse(cursor.text()));
    }

    @Property
    @Label("PROTOCOL §7.3: only the one way of writing a cursor is read")
    void readsNoOtherSpelling(@ForAll String text) {
        try {
            assertEquals("evt-" + text, Cursor.parse("evt-" + text).text());
        } catch (Refusal refusal) {
            assertEquals(400, refusal.body().code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evt-",
                "17",
                "evt-017",
                "evt-00",
                "evt--1",
                "evt-+1",
                "evt-1.0",
                "evt-1 ",
                " evt-1",
                "EVT-1",
                "evt_1",
                "evt-١",
                "evt-1000000000000000000",
                "evt-99999999999999999999999"
            })
    @DisplayName("PROTOCOL §7.3: what is no cursor is 400")
    void refusesWhatIsNone(String text) {
        Refusals.badRequest("cursor", () -> Cursor.parse(text));
    }

    @Property
    @Label("PROTOCOL §7.3: cursors order as the events do")
    void ordersAsTheEventsDo(@ForAll @LongRange(max = LARGEST) long one, @ForAll @LongRange(max = LARGEST) long other) {
        assertEquals(Long.compare(one, other), new Cursor(one).compareTo(new Cursor(other)));
        assertTrue(Cursor.START.compareTo(new Cursor(one)) <= 0);
        assertEquals(new Cursor(one), new Cursor(one).next().previous());
        assertTrue(new Cursor(one).next().compareTo(new Cursor(one)) > 0);
    }
}
