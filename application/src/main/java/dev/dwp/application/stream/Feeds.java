package dev.dwp.application.stream;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Tenant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one subscriber, and the pump that serves those that lag from the log. Thread-safe. The lock
 * guards the map and every feed's state; reading the log happens outside it, by one pump at a time.
 */
public final class Feeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final int PAGE = 128;
    private static final String OLDEST = "oldest";

    private final Broker broker;
    private final Sink sink;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Channel, Feed> byChannel = new HashMap<>();
    private final Set<Runnable> whenClosed = new HashSet<>();
    private boolean closed;

    /** An event that the broker offers to a feed. */
    record Offer(Feed feed, Deliveries deliveries) {}

    /** How often the pump was asked for since it last went to sleep; the change from 0 starts it. */
    private final AtomicInteger pumpRequests = new AtomicInteger();

    /**
     * The subscriptions of a new subscriber.
     *
     * @param most how many channels it may have at a time
     */
    public Feeds(Broker broker, Sink sink, int most) {
        this.broker = broker;
        this.sink = sink;
        this.most = most;
    }

    /**
     * The cursor where a subscription that asks for {@code after} begins; without it, the head of the log.
     *
     * @throws Refusal 400 for a cursor that was never given out, 410 for one whose next event is no longer kept
     */
    public Cursor startOf(@Nullable Cursor after) {
        try {
            return after == null ? head() : checked(after);
        } catch (CursorExpired e) {
            throw expired(e);
        }
    }

    /** The head of the log, where a subscription begins that asks for nothing older. */
    public Cursor head() {
        return broker.log().head();
    }

    /**
     * Reads {@code after} as clients send it: a cursor, or {@code oldest} for the one just before the oldest event kept.
     *
     * @throws Refusal 400 for what is no cursor, or was never given out
     * @throws CursorExpired for a cursor whose next event is no longer kept
     */
    public Cursor startOf(String after) {
        return after.equals(OLDEST) ? broker.log().extent().beforeOldest() : checked(Cursor.parse(after));
    }

    private Cursor checked(Cursor after) {
        LogExtent log = broker.log().extent();
        if (!log.mayHaveGivenOut(after)) {
            throw Refusal.badRequest("The cursor '%s' was never given out; the newest is '%s'."
                    .formatted(after.text(), log.head().text()));
        }
        log.resume(after);
        return after;
    }

    /**
     * Registers one subscription for each channel, in place of the one that the channel has. Nothing is delivered before
     * {@link #open}. Does nothing once it is closed: a request may still be under way whose connection has gone.
     *
     * @param credits how many events may be delivered until more are granted; {@code null} for any number
     * @throws Refusal 429 when that would be more channels than allowed
     */
    public void hold(Channel channel, Tenant view, Cursor start, @Nullable Long credits) {
        hold(Set.of(channel), view, start, credits);
    }

    /**
     * Registers one subscription to several channels at once: the copies of an event that is on more than one of them
     * reach the sink together.
     */
    public void hold(Set<Channel> channels, Tenant view, Cursor start, @Nullable Long credits) {
        Feed feed = new Feed(this, channels, view, sink, start, credits == null ? Feed.UNCAPPED : credits);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Set<Channel> all = new HashSet<>(byChannel.keySet());
            all.addAll(channels);
            if (all.size() > most) {
                throw tooMany();
            }
            channels.forEach(this::drop);
            channels.forEach(channel -> byChannel.put(channel, feed));
            broker.register(feed, this);
            if (start.compareTo(broker.position()) >= 0) {
                feed.follow();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses to begin something that would end in one more subscription than allowed.
     *
     * @throws Refusal 429
     */
    public void requireRoom() {
        lock.lock();
        try {
            if (byChannel.size() >= most) {
                throw tooMany();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets events flow on a channel that was registered; call it once the subscribe response is on its way. */
    public void open(Channel channel) {
        lock.lock();
        try {
            Feed feed = byChannel.get(channel);
            if (feed != null) {
                feed.open();
            }
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Ends a subscription: once this returns, nothing more of it reaches the sink. */
    public void unsubscribe(Channel channel) {
        lock.lock();
        try {
            drop(channel);
        } finally {
            lock.unlock();
        }
    }

    /** Grants credits to one channel, or to all. */
    public void grant(@Nullable Channel channel, long credits) {
        lock.lock();
        try {
            byChannel.forEach((name, feed) -> {
                if (channel == null || channel.equals(name)) {
                    feed.grant(credits);
                }
            });
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** The sink has room again: goes on serving those that lag. */
    public void resume() {
        if (pumpRequests.getAndIncrement() == 0) {
            try {
                broker.threads().startVirtual("dwp-feeds", this::pump);
            } catch (RuntimeException | Error e) {
                pumpRequests.set(0); // there is no pump: whoever asks next starts one, and the broker does
                broker.resumeSoon();
                throw e;
            }
        }
    }

    /** Ends every subscription, each with this reason; new ones may follow. */
    public void end(Refusal reason) {
        lock.lock();
        try {
            List.copyOf(byChannel.values()).forEach(feed -> end(feed, reason));
        } finally {
            lock.unlock();
        }
    }

    /** Has a task run as soon as this is closed, until the registration is. */
    public Wakeups.Registration whenClosed(Runnable task) {
        lock.lock();
        try {
            if (!closed) {
                whenClosed.add(task);
                return () -> forget(task);
            }
        } finally {
            lock.unlock();
        }
        task.run();
        return () -> {};
    }

    private void forget(Runnable task) {
        lock.lock();
        try {
            whenClosed.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Ends every subscription without a word, and begins none any more. */
    @Override
    public void close() {
        List<Runnable> tasks;
        lock.lock();
        try {
            closed = true;
            List.copyOf(byChannel.keySet()).forEach(this::drop);
            tasks = List.copyOf(whenClosed);
            whenClosed.clear();
        } finally {
            lock.unlock();
        }
        tasks.forEach(Runnable::run);
    }

    /** The broker offers events, in the order of the log. */
    void live(List<Offer> offers) {
        lock.lock();
        try {
            offers.forEach(this::live);
        } finally {
            lock.unlock();
            sink.offered();
        }
    }

    /** Whatever goes wrong with one feed must not keep an event from the others. */
    private void live(Offer offer) {
        try {
            offer.feed().live(offer.deliveries());
        } catch (RuntimeException e) {
            fail(offer.feed(), e);
        } catch (Error e) {
            // for want of memory, say: it is served from the log as soon as the broker goes on
            offer.feed().missed(offer.deliveries().event().cursor().previous());
            throw e;
        }
    }

    /** The broker had to skip events after {@code position}. */
    void missed(Feed feed, Cursor position) {
        lock.lock();
        try {
            feed.missed(position);
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Everything up to here was delivered to a feed, or is not for it. */
    Cursor servedTo(Feed feed) {
        lock.lock();
        try {
            Cursor position = broker.position();
            boolean live = feed.state() == Feed.State.LIVE && position.compareTo(feed.cursor()) > 0;
            return live ? position : feed.cursor();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Feed feed, RuntimeException failure) {
        LOG.error("A subscription to {} failed and has ended.", feed.channels(), failure);
        end(feed, Refusal.of(ErrorCode.INTERNAL, "The subscription failed; subscribe again with 'after'.", null));
    }

    private void drop(Channel channel) {
        Feed feed = byChannel.remove(channel);
        if (feed != null) {
            feed.become(Feed.State.CLOSED);
            broker.unregister(feed);
        }
    }

    /** Serves those that lag; whether it was asked to meanwhile. One that fails is served again. */
    private boolean pump() {
        int served = pumpRequests.get();
        hungry().forEach(this::serveOrEnd);
        return !pumpRequests.compareAndSet(served, 0);
    }

    private List<Feed> hungry() {
        lock.lock();
        try {
            return byChannel.values().stream().filter(Feed::hungry).distinct().toList();
        } finally {
            lock.unlock();
        }
    }

    private void serveOrEnd(Feed feed) {
        try {
            serve(feed);
        } catch (CursorExpired e) {
            end(feed, expired(e));
            broker.countExpired();
        } catch (StoreUnavailable e) {
            broker.noteOutage();
        } catch (RuntimeException e) {
            fail(feed, e);
        }
    }

    /** Serves one feed from the log until it is live, its sink is full or its credits are used up. */
    private void serve(Feed feed) {
        Channel only = feed.channels().size() == 1 ? feed.channels().iterator().next() : null;
        boolean more = true;
        while (more) {
            Cursor from = cursorOf(feed);
            more = deliver(feed, from, broker.log().read(from, only, feed.view(), PAGE));
        }
    }

    private Cursor cursorOf(Feed feed) {
        lock.lock();
        try {
            return feed.cursor();
        } finally {
            lock.unlock();
        }
    }

    private boolean deliver(Feed feed, Cursor from, EventLog.Page page) {
        lock.lock();
        try {
            if (!feed.hungry() || !feed.cursor().equals(from)) {
                return feed.hungry();
            }
            for (LoggedEvent event : page.events()) {
                if (!feed.deliver(new Deliveries(event))) {
                    return false;
                }
            }
            feed.advanceTo(page.upTo());
            if (feed.cursor().compareTo(broker.position()) >= 0) {
                feed.become(Feed.State.LIVE);
                return false;
            }
            return true;
        } finally {
            lock.unlock();
            sink.offered();
        }
    }

    private void end(Feed feed, Refusal reason) {
        lock.lock();
        try {
            for (Channel channel : feed.channels()) {
                if (byChannel.remove(channel, feed)) {
                    sink.ended(channel, reason);
                }
            }
            feed.become(Feed.State.CLOSED);
            broker.unregister(feed);
        } finally {
            lock.unlock();
        }
    }

    private Refusal tooMany() {
        return Refusal.of(
                ErrorCode.TOO_MANY,
                "A session may have %d subscriptions at a time; unsubscribe from some first.".formatted(most),
                null);
    }

    /** The refusal that tells a client that its cursor has expired. */
    public static Refusal expired(CursorExpired expired) {
        return Refusal.of(
                ErrorCode.CURSOR_EXPIRED,
                "Events after this cursor are no longer kept; read the current state and subscribe anew.",
                expired.beforeOldest().text());
    }
}
