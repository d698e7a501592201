package dev.dwp.application.stream;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails the event log of this node, woken by commits, and hands each event to the feeds of its channels. One thread,
 * the tailer, calls {@link #tick}; registration and statistics are thread-safe. Never writes to a connection: sinks are
 * queues.
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int PAGE = 512;

    /** Events that a subscriber is offered at once, before the next subscriber is. */
    private static final int TOGETHER = 64;

    /** Subscribers of one row after whom others get their turn. */
    private static final int MANY = 32;

    private static final long PATIENCE_MS = 20;

    private final EventLog log;
    private final Wakeups wakeups;
    private final ServerThreads threads;
    private final ConcurrentHashMap<Channel, Set<Feed>> feedsByChannel = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Feed, Feeds> owners = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final LongAdder expired = new LongAdder();
    private final LongAdder dispatched = new LongAdder();

    /**
     * The last of the events being handed out, or that were: set before the first feed is offered one. A feed that has
     * been served up to here and is registered will be offered everything after. Written by the tailer alone.
     */
    private volatile Cursor position;

    /** Up to here every feed has been offered its events. Written by the tailer alone. */
    private volatile Cursor handedOut;

    /** The subscriptions from within the process. */
    private final Set<LocalSubscription> locals = ConcurrentHashMap.newKeySet();

    /** The log as it was when its numbers last skipped; written by the tailer alone. */
    private volatile LogExtent extent;

    /** Whether the log could not be read lately, or an event not handed out; set by any thread, reset by the tailer. */
    private volatile boolean outage;

    private volatile boolean closed;

    /** Whether another server may have committed events; set by any thread, reset by the tailer before it reads. */
    private final AtomicBoolean remote = new AtomicBoolean();

    /** Whether what another server has committed may not have been read yet; used by the tailer alone. */
    private boolean unread;

    /** Whether everything that is known of was handed out; used by the tailer alone. */
    private boolean idle;

    /** Set once, when the tailer starts. */
    private volatile List<Wakeups.Registration> registrations = List.of();

    /** Begins at the head of the log: what is older, feeds read themselves. */
    public Broker(EventLog log, Wakeups wakeups, ServerThreads threads) {
        this.log = log;
        this.wakeups = wakeups;
        this.threads = threads;
        this.extent = log.extent();
        this.position = extent.head();
        this.handedOut = position;
    }

    /** Tails the log on a thread of its own until closed. */
    public void start() {
        registrations = List.of(
                wakeups.on(Wakeups.Topic.EVENTS, news::release),
                wakeups.on(Wakeups.Topic.REMOTE_EVENTS, this::remoteNews));
        threads.start("dwp-broker", this::turn);
    }

    private void remoteNews() {
        remote.set(true);
        news.release();
    }

    /** Hands out everything that is in the log and was not handed out yet. */
    public void tick() {
        boolean more;
        do {
            more = handOut();
        } while (more);
    }

    /** Hands out a page of it; whether there may be more. */
    private boolean handOut() {
        unread |= remote.getAndSet(false);
        boolean found = dispatch(next());
        unread &= found; // only an empty page shows that another server has committed nothing else
        return found && (unread || !log.caughtUp(position));
    }

    /** Returns false where the page has no event. */
    private boolean dispatch(EventLog.Page page) {
        if (skips(page)) {
            extent = log.extent();
        }
        List<LoggedEvent> events = page.events();
        if (events.isEmpty()) {
            position = page.upTo();
            handedOut = position;
        }
        for (int from = 0; from < events.size(); from += TOGETHER) {
            dispatch(events.subList(from, Math.min(from + TOGETHER, events.size())));
        }
        return !events.isEmpty();
    }

    /** Tells that the log goes on in another life, which may have no event yet. */
    private boolean skips(EventLog.Page page) {
        return page.upTo().n() != position.n() + page.events().size();
    }

    /**
     * Where events are dropped faster than they are handed out, or the log has lost its tail, feeds must find out for
     * themselves what they missed.
     */
    private EventLog.Page next() {
        try {
            return log.read(position, null, Tenant.NONE, PAGE);
        } catch (CursorExpired e) {
            Cursor missedFrom = position;
            position = e.resumeAt();
            handedOut = position;
            extent = log.extent();
            owners.forEach((feed, owner) -> owner.missed(feed, missedFrom));
            return next();
        }
    }

    /** What {@code stats} tells of it. */
    public Stats stats() {
        return new Stats(feedsByChannel.size(), owners.size(), dispatched.sum(), expired.sum());
    }

    /**
     * How far this node's subscriptions have got; reads nothing but memory.
     *
     * @param counted the log when it was last looked at; what was handed out already is known anyway
     */
    public Lag lag(Optional<LogExtent> counted) {
        Cursor reached = position;
        LogExtent known = extent;
        LogExtent log =
                counted.filter(newer -> newer.head().compareTo(reached) >= 0).orElse(known);
        Cursor newest = log.head().compareTo(reached) > 0 ? log.head() : reached;
        LongSummaryStatistics behind = owners.entrySet().stream()
                .mapToLong(entry -> log.between(entry.getValue().servedTo(entry.getKey()), newest))
                .map(events -> Math.max(0, events))
                .summaryStatistics();
        return new Lag(Math.max(0, behind.getMax()), behind.getSum());
    }

    /**
     * Whether every event up to a head of the log was handed out, and the listeners within the process have returned from
     * theirs. What is on its way to clients is not counted.
     */
    public boolean delivered(Cursor head) {
        return handedOut.n() >= head.n() && locals.stream().allMatch(local -> local.heard(head));
    }

    /** Up to here, every subscription on this node has been offered its events; those that lag read them from the log. */
    public Cursor handedOut() {
        return handedOut;
    }

    void follow(LocalSubscription local) {
        locals.add(local);
    }

    void unfollow(LocalSubscription local) {
        locals.remove(local);
    }

    /** How far a subscriber's feeds have been served, the slowest of them; far ahead where it has none. */
    long servedTo(Feeds subscriber) {
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue() == subscriber)
                .mapToLong(entry -> subscriber.servedTo(entry.getKey()).n())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        closed = true;
        news.release();
        registrations.forEach(Wakeups.Registration::close);
    }

    Cursor position() {
        return position;
    }

    ServerThreads threads() {
        return threads;
    }

    EventLog log() {
        return log;
    }

    void register(Feed feed, Feeds owner) {
        owners.put(feed, owner);
        for (Channel channel : feed.channels()) {
            feedsByChannel.compute(channel, (key, feeds) -> {
                Set<Feed> set = feeds == null ? ConcurrentHashMap.newKeySet() : feeds;
                set.add(feed);
                return set;
            });
        }
    }

    void unregister(Feed feed) {
        owners.remove(feed);
        for (Channel channel : feed.channels()) {
            feedsByChannel.computeIfPresent(channel, (key, feeds) -> {
                feeds.remove(feed);
                return feeds.isEmpty() ? null : feeds;
            });
        }
    }

    void countExpired() {
        expired.increment();
    }

    /** A feed could not read the log: it is resumed when the store is back. */
    void noteOutage() {
        outage = true;
    }

    /** Something other than the store kept a subscriber from being served: all are resumed in the tailer's next turn. */
    void resumeSoon() {
        outage = true;
        news.release();
    }

    private boolean turn() throws InterruptedException {
        if (idle) {
            news.acquire();
            news.drainPermits();
        }
        idle = false;
        idle = !closed && !handOutUnlessAway();
        return !closed;
    }

    /** While the store is away there is nothing to hand out; it sends a wake-up when it is back. */
    private boolean handOutUnlessAway() {
        try {
            boolean more = handOut();
            if (outage) {
                outage = false;
                owners.values().forEach(Feeds::resume);
            }
            return more;
        } catch (StoreUnavailable e) {
            outage = true;
            LOG.debug("The event log cannot be read; events are delayed until the store is back.", e);
            return false;
        }
    }

    /** Each subscriber gets its events of a row at once, so that it costs one write and one lock. */
    private void dispatch(List<LoggedEvent> row) {
        Cursor before = position;
        position = row.getLast().cursor();
        try {
            Map<Feeds, List<Feeds.Offer>> offers = offersOf(row);
            offers.forEach(Feeds::live);
            if (offers.size() >= MANY) {
                letOthersRun();
            }
        } catch (RuntimeException | Error e) {
            position =
                    before; // it is handed out again: who has it already takes it once, and the others do not miss it
            outage = true;
            throw e;
        }
        handedOut = position;
        dispatched.add(row.size());
    }

    /**
     * Waits until the threads that write to those subscribers have all begun: the last one that is started says so. Carriers
     * take what one thread has started until nothing of it is left, so that without a pause in it nobody else would have a
     * turn, not even those whose events these are. What is committed meanwhile becomes one row.
     */
    private static void letOthersRun() {
        CountDownLatch begun = new CountDownLatch(1);
        TaskThreads.start("dwp-broker-turn", begun::countDown);
        try {
            begun.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What each subscriber with a feed on a channel of one of the events is to be offered. Kept nowhere else: where a turn
     * fails, nothing of it is left behind.
     */
    private Map<Feeds, List<Feeds.Offer>> offersOf(List<LoggedEvent> row) {
        Map<Feeds, List<Feeds.Offer>> offers = new LinkedHashMap<>();
        for (LoggedEvent event : row) {
            Deliveries deliveries = new Deliveries(event);
            for (Channel channel : event.channels()) {
                Set<Feed> feeds = feedsByChannel.get(channel);
                if (feeds != null) {
                    for (Feed feed : feeds) {
                        offers.computeIfAbsent(feed.owner(), owner -> new ArrayList<>())
                                .add(new Feeds.Offer(feed, deliveries));
                    }
                }
            }
        }
        return offers;
    }

    /** How many events the log goes on after the cursor of the slowest subscription, and of all of them together. */
    public record Lag(long largest, long total) {}

    /** Channels with a subscriber, subscribers, events handed out, and subscriptions that ended because they expired. */
    public record Stats(long topicCount, long subscriberCount, long totalPublished, long totalDropped) {}
}
