package dev.dwp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.dwp.application.stream.Broker;
import dev.dwp.application.stream.Delivery;
import dev.dwp.application.stream.Feeds;
import dev.dwp.application.stream.Sink;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.Dispatch;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One of many subscribers whose turn throws, as it may for want of memory. */
class FailingSubscriberTest {
    private static final int SUBSCRIBERS = 40;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final ThrowingStore store = new ThrowingStore();
    private final Dispatch engine = Dispatch.builder()
            .store(store.store())
            .job("work", Map.class, (payload, context) -> "done")
            .start();
    private final SupervisedThreads threads = new SupervisedThreads();
    private final Broker broker =
            new Broker(store.store().events(), store.store().wakeups(), threads);

    /** The next that is offered anything throws. */
    private final AtomicBoolean fails = new AtomicBoolean();

    /** What one subscriber was handed. */
    private final class Taking implements Sink {
        private final BlockingQueue<LoggedEvent> taken = new LinkedBlockingQueue<>();

        @Override
        public boolean offer(List<Delivery> copies) {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("on purpose");
            }
            taken.add(copies.getFirst().event());
            return true;
        }

        @Override
        public void ended(Channel channel, Refusal reason) {
            throw new AssertionError(reason);
        }
    }

    @AfterEach
    void stop() {
        broker.close();
        engine.close();
    }

    @Test
    @DisplayName("PROTOCOL §7: every subscriber has every event once, also when the turn of one of them throws")
    void keepsNoEventFromAnybody() throws Exception {
        List<Taking> all = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            Taking sink = new Taking();
            Feeds feeds = new Feeds(broker, sink, 1);
            feeds.hold(new Channel.Jobs(), Tenant.NONE, feeds.head(), null);
            feeds.open(new Channel.Jobs());
            all.add(sink);
        }
        broker.start();
        for (int round = 0; round < 2; round++) {
            fails.set(round == 0);
            engine.await(engine.enqueue("work", Map.of()), DEADLINE);
        }
        for (Taking sink : all) {
            List<Long> numbers = new ArrayList<>();
            for (int event = 0; event < 6; event++) {
                LoggedEvent next = sink.taken.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertNotNull(next, () -> "After " + numbers + " nothing came.");
                numbers.add(next.cursor().n());
            }
            assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        }
    }
}
