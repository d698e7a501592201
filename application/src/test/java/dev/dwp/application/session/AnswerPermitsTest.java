package dev.dwp.application.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.frame.AnswerPermit;
import dev.dwp.domain.frame.Frame;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerPermitsTest {
    private static final Frame.Request LIST = Frame.Request.of("1", "job.list", null);

    private final AnswerPermits permits = new AnswerPermits(1);

    @Test
    void whoseWaitForThePeerFailsKeepsNoPermit() {
        AtomicInteger waits = new AtomicInteger();
        AnswerPermits.OfConnection connection = permits.connection(() -> {
            if (waits.incrementAndGet() <= 10) {
                throw new IllegalStateException("cut");
            }
        });
        for (int i = 0; i < 10; i++) {
            try (AnswerPermit permit = connection.of(LIST)) {
                assertThrows(IllegalStateException.class, permit::take);
            }
        }
        try (AnswerPermit permit = connection.of(LIST)) {
            permit.take();
        }
        assertEquals(11, waits.get());
    }

    @Test
    void whoWaitsForSomethingElseLeavesThePermitToOthers() {
        AnswerPermit waiting = permits.alone(LIST);
        AnswerPermit other = permits.alone(LIST);
        waiting.take();
        waiting.close();
        other.take();
        other.close();
        waiting.take();
        waiting.close();
    }
}
