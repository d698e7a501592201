package dev.dwp.application.stream;

import dev.dwp.application.port.in.AwaitEnd;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Wakes requests that wait for the end of a job or run, by the events that this node's tailer hands out. A waiting request
 * is one subscription and no thread but its own. Thread-safe.
 */
public final class EndWaiters implements AwaitEnd, AutoCloseable {
    private final Broker broker;
    private final InstantSource clock;
    private final Alarms alarms;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Follows {@code broker}; deadlines are those of {@code clock}. */
    public EndWaiters(Broker broker, InstantSource clock, Alarms alarms) {
        this.broker = broker;
        this.clock = clock;
        this.alarms = alarms;
    }

    @Override
    @SuppressWarnings("try") // the registrations are only to be given up in the end
    public boolean await(Caller caller, Channel channel, Cursor after, Instant deadline, Asker asker) {
        Waiting request = new Waiting();
        waiting.add(request);
        Wakeups.Registration alarm = alarms.at(deadline, request.woken::countDown);
        try (Feeds feeds = new Feeds(broker, request, 1);
                Wakeups.Registration leaving = asker.whenGone(request::giveUp)) {
            if (!closed) {
                feeds.hold(channel, caller.tenant(), after, null);
                feeds.open(channel);
                request.woken.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            alarm.close();
            waiting.remove(request);
        }
        return !closed && !request.givenUp && clock.instant().isBefore(deadline);
    }

    /** Lets every request go on at once, those that come later too. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(request -> request.woken.countDown());
    }

    /** One request's subscription. */
    private static final class Waiting implements Sink {
        private final CountDownLatch woken = new CountDownLatch(1);
        private volatile boolean givenUp;

        void giveUp() {
            givenUp = true;
            woken.countDown();
        }

        @Override
        public boolean offer(List<Delivery> copies) {
            boolean last = copies.getFirst().event().data().member("final") instanceof Value.Bool(boolean is) && is;
            if (last) {
                woken.countDown();
            }
            return true;
        }

        @Override
        public void ended(Channel channel, Refusal reason) {
            woken.countDown();
        }
    }
}
