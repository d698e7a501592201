package dev.dwp.benchmarks.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A received frame is read without decoding it")
class ReceivedTest {
    private static final String BEFORE = """
            {"type":"event","correl_id":"99"}""";

    @Test
    void tellsWhichRequestIsAnswered() {
        Received frame = received("""
                {"id":"srv-1","type":"response","correl_id":"1023","data":{"job_id":"job_1"}}""");
        assertTrue(frame.isResponse());
        assertFalse(frame.isEvent(), "What is in the buffer around it is not its own.");
        assertEquals(1023, frame.correlId());
        assertEquals("job_1", frame.text("job_id"));
    }

    @Test
    void findsTheFirstMemberOfAName() {
        Received frame = received("""
                {"id":"evt-7","type":"event","channel":"jobs","data":{"type":"job.started","id":"x"}}""");
        assertTrue(frame.isEvent());
        assertEquals("evt-7", frame.text("id"));
        assertTrue(frame.contains(Received.ascii("job.started")));
        assertFalse(frame.contains(Received.ascii("job.completed")));
    }

    @Test
    void saysWhatItLacks() {
        Received frame = received("{}");
        assertThrows(IllegalStateException.class, frame::correlId);
        assertThrows(IllegalStateException.class, () -> frame.text("job_id"));
    }

    private static Received received(String text) {
        byte[] buffer = Received.ascii(BEFORE + text + BEFORE);
        Received frame = new Received(buffer);
        frame.moveTo(BEFORE.length(), BEFORE.length() + text.length());
        return frame;
    }
}
