package dev.dwp.application.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.ValueSize;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.stream.Delivery;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §4.4 liveness")
class LivenessTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Peer peer = new Peer();

    @Test
    void isPingedOnceItHasBeenSilentForAnIntervalHoweverThatLiesToTheAlarms() {
        watch(null);
        peer.speaksAt(1);
        peer.sleepsUntil(100);

        assertEquals(List.of("ping at 31", "ping at 61", "close at 91"), peer.seen);
    }

    @Test
    void isNotPingedWhileItSpeaks() {
        watch(null);
        for (int second = 20; second <= 100; second += 20) {
            peer.speaksAt(second);
        }
        peer.sleepsUntil(129);

        assertEquals(List.of(), peer.seen);
    }

    @Test
    void answersBeginANewInterval() {
        watch(null);
        peer.sleepsUntil(30);
        peer.speaksAt(31);
        peer.sleepsUntil(61);
        peer.speaksAt(62);
        peer.sleepsUntil(91);

        assertEquals(List.of("ping at 30", "ping at 61"), peer.seen);
    }

    @Test
    void heartbeatsComeAtEveryIntervalWhetherItSpeaksOrNot() {
        watch(() -> peer.see("heartbeat"));
        peer.speaksAt(29);
        peer.speaksAt(59);
        peer.sleepsUntil(130);

        assertEquals(List.of("heartbeat at 30", "heartbeat at 60", "heartbeat at 90", "close at 120"), peer.seen);
    }

    private void watch(@Nullable Runnable heartbeat) {
        new Liveness(new SessionServices.Time(() -> peer.now, peer), peer, INTERVAL, heartbeat).start();
    }

    /** A peer with the clock it lives by; one alarm is set at a time. */
    private static final class Peer implements Connection, Alarms {
        private final List<String> seen = new ArrayList<>();
        private Instant now = Instant.EPOCH;
        private Instant lastHeard = now;
        private boolean heard;
        private @Nullable Instant due;
        private Runnable alarm = () -> {};

        void speaksAt(int second) {
            sleepsUntil(second);
            lastHeard = now;
            heard = true;
        }

        void sleepsUntil(int second) {
            Instant until = Instant.ofEpochSecond(second);
            Instant next = due;
            while (next != null && !next.isAfter(until)) {
                now = next;
                due = null;
                alarm.run();
                next = due;
            }
            now = until;
        }

        void see(String what) {
            seen.add(what + " at " + now.getEpochSecond());
        }

        @Override
        public Wakeups.Registration at(Instant when, Runnable action) {
            due = when;
            alarm = action;
            return () -> due = null;
        }

        @Override
        public void ping() {
            see("ping");
        }

        @Override
        public void close(CloseReason reason, String message) {
            see("close");
        }

        @Override
        public ValueSize size() {
            return value -> 0;
        }

        @Override
        public void awaitTaken() {}

        @Override
        public boolean heard() {
            boolean since = heard;
            heard = false;
            return since;
        }

        @Override
        public Duration silence() {
            return Duration.between(lastHeard, now);
        }

        @Override
        public String useFormat(@Nullable String name) {
            throw new AssertionError("Nothing is negotiated here.");
        }

        @Override
        public void send(Frame frame) {
            throw new AssertionError("Nothing is sent here.");
        }

        @Override
        public boolean offer(List<Delivery> copies) {
            throw new AssertionError("Nothing is offered here.");
        }

        @Override
        public void ended(Channel channel, Refusal reason) {
            throw new AssertionError("Nothing ends here.");
        }
    }
}
