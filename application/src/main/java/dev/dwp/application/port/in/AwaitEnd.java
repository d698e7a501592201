package dev.dwp.application.port.in;

import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import java.time.Instant;

/** Waits for the end of a job or run: {@code wait_ms} of {@code job.get} and {@code workflow.get} (PROTOCOL §5). */
@FunctionalInterface
public interface AwaitEnd {

    /** Tells when nobody is there any more for whom to wait. */
    @FunctionalInterface
    interface Asker {
        /** Stays until it is answered, for all that can be seen. */
        Asker STAYS = task -> () -> {};

        /** Has a task run as soon as the asker is gone, until the registration is closed. */
        Wakeups.Registration whenGone(Runnable task);
    }

    /**
     * Returns when an event of the channel after {@code after} is final, at {@code deadline}, when the subscription behind
     * it ends, when the asker is gone, or when the server shuts down: whichever comes first. Blocks the calling thread.
     *
     * @return whether waiting once more may be of use: {@code true} where an event came, or the subscription ended
     */
    boolean await(Caller caller, Channel channel, Cursor after, Instant deadline, Asker asker);
}
