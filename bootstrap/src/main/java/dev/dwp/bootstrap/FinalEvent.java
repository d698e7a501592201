package dev.dwp.bootstrap;

import dev.dwp.application.stream.LocalSubscription;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the event after which a job or run has no other (PROTOCOL §7.2). Thread-safe. */
final class FinalEvent implements LocalSubscription.Listener {
    private final CountDownLatch seen = new CountDownLatch(1);

    @Override
    public void onEvent(LoggedEvent event) {
        if (event.data().member("final") instanceof Value.Bool(boolean last) && last) {
            seen.countDown();
        }
    }

    /** The subscription fails when its events are no longer kept; whoever waits looks for itself then. */
    @Override
    public void onEnd(Refusal reason) {
        seen.countDown();
    }

    boolean await(Duration timeout) throws InterruptedException {
        return seen.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
