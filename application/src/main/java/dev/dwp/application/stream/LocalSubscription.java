package dev.dwp.application.stream;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a channel from within the process: by the same rules as a client, so none missing, none twice, in order, and
 * served from the log while the listener is slow (PROTOCOL §7.3, §7.4). The listener is called on a virtual thread of its
 * own, one event after the other.
 */
public final class LocalSubscription implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSubscription.class);
    private static final int CAPACITY = 256;

    private final BlockingQueue<LoggedEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean refused = new AtomicBoolean();

    /** Events that are queued, or under way to the listener. */
    private final AtomicInteger undelivered = new AtomicInteger();

    private final Broker broker;
    private final Listener listener;
    private final Feeds feeds;
    private final Thread thread;

    /** Set once, by whoever closes it. */
    private volatile boolean closed;

    /** Hears events. What it throws is logged, and the subscription goes on. */
    public interface Listener {
        /** An event of the channel. */
        void onEvent(LoggedEvent event);

        /** The subscription has ended for another reason than {@link LocalSubscription#close}. */
        default void onEnd(Refusal reason) {}
    }

    /**
     * Begins to follow a channel.
     *
     * @param view whose events
     * @param after goes on after this event; {@code null} for what comes from now on
     * @throws Refusal 400 for a cursor that was never given out, 410 for one whose next event is no longer kept
     */
    public LocalSubscription(Broker broker, Channel channel, Tenant view, @Nullable Cursor after, Listener listener) {
        this.broker = broker;
        this.listener = listener;
        this.feeds = new Feeds(broker, new Queue(), 1);
        Cursor start = feeds.startOf(after);
        feeds.hold(Set.of(channel), view, start, null);
        this.thread = broker.threads().startVirtual("dwp-listener", this::listen);
        broker.follow(this);
        feeds.open(channel);
    }

    /** Whether the listener has returned from every event up to a head of the log. */
    boolean heard(Cursor head) {
        return broker.servedTo(feeds) >= head.n() && undelivered.get() == 0;
    }

    /** Ends it; an event may be under way, none follows. */
    @Override
    public void close() {
        closed = true;
        broker.unfollow(this);
        feeds.close();
        thread.interrupt();
    }

    /** Until it is closed, also where the listener swallows the interrupt. */
    private boolean listen() throws InterruptedException {
        if (queue.isEmpty() && refused.getAndSet(false)) {
            feeds.resume();
        }
        tell(queue.take());
        return !closed;
    }

    private void tell(LoggedEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            LOG.error("A listener failed at {}.", event.cursor().text(), ForeignFailure.of(e));
        } finally {
            undelivered.decrementAndGet();
        }
    }

    /** Filled under the feeds' lock, which makes it the only producer. */
    private final class Queue implements Sink {
        @Override
        public boolean offer(List<Delivery> copies) {
            if (queued(copies.getFirst().event())) {
                return true;
            }
            refused.set(true);
            return queued(copies.getFirst().event());
        }

        private boolean queued(LoggedEvent event) {
            undelivered.incrementAndGet();
            boolean taken = queue.offer(event);
            if (!taken) {
                undelivered.decrementAndGet();
            }
            return taken;
        }

        /** Called under the feeds' lock, under which no listener may be called. */
        @Override
        public void ended(Channel channel, Refusal reason) {
            TaskThreads.start("dwp-listener-end", () -> listener.onEnd(reason));
        }
    }
}
