package dev.dwp.application.stream;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Refusal;
import java.util.List;

/** Where a subscriber's events go: a bounded queue in front of a connection. */
public interface Sink {

    /**
     * Takes the copies of one event, or none of them when it is full. Must not block: it is called under the lock that
     * keeps the subscriber's events in order. After a refusal, {@link Feeds#resume} must be called once there is room.
     */
    boolean offer(List<Delivery> copies);

    /** Tells that no more is offered for now: what was taken should be on its way. Must not block. */
    default void offered() {}

    /** Tells that a subscription ended for a reason; always taken. */
    void ended(Channel channel, Refusal reason);
}
