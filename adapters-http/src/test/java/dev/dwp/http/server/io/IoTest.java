package dev.dwp.http.server.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Shared buffers and the watchdog, without a socket. */
class IoTest {
    private record Peer(StallGuard guard, List<StallGuard> ended) implements Watched {
        @Override
        public void stalled() {
            ended.add(guard);
        }
    }

    @Test
    @DisplayName("A buffer given back is taken again, by one taker")
    void takesABufferAgain() {
        BufferPool pool = new BufferPool(8);
        byte[] buffer = pool.take();
        pool.give(buffer);
        assertSame(buffer, pool.take());
        assertNotSame(buffer, pool.take());
    }

    @Test
    @DisplayName("The watchdog ends what is armed and overdue, and nothing else")
    void endsWhatIsOverdue() {
        List<StallGuard> ended = new ArrayList<>();
        Peer idle = new Peer(new StallGuard(), ended);
        Peer done = new Peer(new StallGuard(), ended);
        Peer stalled = new Peer(new StallGuard(), ended);
        done.guard().arm(Duration.ofSeconds(1));
        done.guard().disarm();
        stalled.guard().arm(Duration.ofSeconds(1));
        Watchdog watchdog = new Watchdog(List.of(idle, done, stalled), Duration.ofSeconds(1));
        long now = System.nanoTime();
        watchdog.tick(now);
        assertEquals(List.of(), ended);
        watchdog.tick(now + Duration.ofSeconds(2).toNanos());
        assertEquals(List.of(stalled.guard()), ended);
    }
}
