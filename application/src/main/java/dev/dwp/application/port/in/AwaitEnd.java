package dev.dwp.application.port.in;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import java.time.Instant;

/** Waits for the end of a job or run: {@code wait_ms} of {@code job.get} and {@code workflow.get} (PROTOCOL §5). */
@FunctionalInterface
public interface AwaitEnd {

    /**
     * Returns when an event of the channel after {@code after} is final, at {@code deadline}, when the subscription behind
     * it ends, or when the server shuts down: whichever comes first. Blocks the calling thread.
     *
     * @return whether waiting once more may be of use: {@code false} at the deadline and at the shutdown
     */
    boolean await(Caller caller, Channel channel, Cursor after, Instant deadline);
}
