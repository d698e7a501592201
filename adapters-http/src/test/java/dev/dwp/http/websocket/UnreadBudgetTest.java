package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadBudgetTest {
    private final UnreadBudget budget = new UnreadBudget(1000);
    private final List<String> cut = new ArrayList<>();

    private UnreadBudget.Account open(String name, long octets) {
        UnreadBudget.Account account = budget.open(() -> cut.add(name));
        account.add(octets);
        return account;
    }

    @Test
    void cutsThoseThatHoldTheMostUntilTheRestFits() {
        open("small", 100);
        open("large", 500);
        open("largest", 700);
        UnreadBudget.Account last = open("last", 600);
        last.settle();
        assertEquals(List.of("largest", "last"), cut);
        assertEquals(600, budget.octets());
    }

    @Test
    void cutsNobodyWhileAllFits() {
        UnreadBudget.Account one = open("one", 600);
        UnreadBudget.Account other = open("other", 600);
        one.remove(200);
        other.settle();
        assertEquals(List.of(), cut);
        assertEquals(1000, budget.octets());
    }

    @Test
    void forgetsWhatAClosedAccountHeld() {
        UnreadBudget.Account one = open("one", 900);
        one.close();
        one.add(500);
        one.remove(900);
        one.close();
        assertEquals(0, budget.octets());
    }

    @Test
    void isPressedFromHalfOn() {
        UnreadBudget.Account one = open("one", 500);
        assertFalse(one.pressed());
        one.add(1);
        assertTrue(one.pressed());
    }

    @Test
    void aQueueUnderPressureTakesOneEventAtATime() {
        SendQueue queue = new SendQueue(ConnectionLimits.DEFAULT, budget.open(() -> {}));
        assertTrue(queue.offer(event(100)));
        assertTrue(queue.offer(event(100)));
        open("other", 400);
        assertFalse(queue.offer(event(100)));
        SendQueue empty = new SendQueue(ConnectionLimits.DEFAULT, budget.open(() -> {}));
        assertTrue(empty.offer(event(100)));
        assertFalse(empty.offer(event(100)));
        queue.end();
        empty.end();
        assertEquals(400, budget.octets());
    }

    private static QueuedFrame event(int octets) {
        return new QueuedFrame(Opcode.TEXT, false, new byte[octets], QueuedFrame.Kind.EVENT, null);
    }
}
