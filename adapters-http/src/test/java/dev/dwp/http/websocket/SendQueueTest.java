package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private final SendQueue queue = new SendQueue(ConnectionLimits.DEFAULT.withMaxEventBytes(1_000));

    @Test
    void saysThatThereIsRoomOnceHalfIsFreeAndOnlyAfterARefusal() {
        for (int i = 0; i < 4; i++) {
            assertTrue(queue.offer(event(186)));
        }
        assertFalse(settleNext(), "Nothing was refused.");
        assertTrue(queue.offer(event(186)));
        assertFalse(queue.offer(event(186)));
        assertFalse(settleNext(), "More than half is taken.");
        assertTrue(settleNext());
        assertFalse(settleNext(), "It was said already.");
    }

    @Test
    void countsEmptyMessagesToo() {
        int queued = 0;
        while (queue.offer(event(0))) {
            queued++;
        }
        assertEquals(15, queued);
        assertEquals(15 * 64, queue.bytes());
    }

    @Test
    void givesTheRoleOfWritingToOneThreadUntilNothingIsLeft() {
        assertFalse(queue.takeRole());
        queue.offer(event(1));
        assertTrue(queue.takeRole());
        assertFalse(queue.takeRole());
        assertEquals(Opcode.BINARY, queue.next(true).opcode());
        assertNull(queue.next(false));
        queue.offer(event(1));
        assertFalse(queue.takeRole());
        queue.next(true);
        assertNull(queue.next(true));
        queue.offer(event(1));
        assertTrue(queue.takeRole());
    }

    private boolean settleNext() {
        return queue.settle(List.of(queue.next(false)));
    }

    private static QueuedFrame event(int length) {
        return OutgoingMessage.binary(new byte[length]).frame(null, QueuedFrame.Kind.EVENT, null);
    }
}
