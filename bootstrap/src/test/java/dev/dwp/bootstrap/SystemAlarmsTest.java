package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.thread.SupervisedThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The thread that waits for alarms goes on after whatever one of its turns, or an alarm, throws. */
class SystemAlarmsTest {
    private static final long DEADLINE_SECONDS = 30;
    private static final Duration OFTEN = Duration.ofMillis(2);

    @Test
    void ringsAfterAnErrorInItsOwnTurn() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        InstantSource clock = () -> {
            if (thrown.getCount() > 0 && Thread.currentThread().getName().equals("dwp-alarms")) {
                thrown.countDown();
                throw new OutOfMemoryError("on purpose");
            }
            return Time.SYSTEM.instant();
        };
        CountDownLatch rung = new CountDownLatch(1);
        try (SystemAlarms alarms = new SystemAlarms(clock, new SupervisedThreads())) {
            alarms.at(Time.SYSTEM.instant(), rung::countDown);
            assertTrue(thrown.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void ringsNothingEarlyHoweverOftenItLooks() throws Exception {
        CountDownLatch looks = new CountDownLatch(20);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = () -> {
            looks.countDown();
            return now.get();
        };
        AtomicBoolean rung = new AtomicBoolean();
        try (SystemAlarms alarms = new SystemAlarms(clock, new SupervisedThreads(), OFTEN)) {
            alarms.at(Instant.EPOCH.plusSeconds(3_600), () -> rung.set(true));
            assertTrue(looks.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            CountDownLatch due = new CountDownLatch(1);
            alarms.at(Instant.EPOCH, due::countDown);
            assertTrue(due.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            assertFalse(rung.get());
        }
    }

    @Test
    void ringsOneThatComesWhenThereWasNoneForLong() throws Exception {
        SupervisedThreads threads = new SupervisedThreads();
        AtomicReference<Thread> started = new AtomicReference<>();
        ServerThreads noted = new ServerThreads() {
            @Override
            public Thread start(String name, Turn turn) {
                started.set(threads.start(name, turn));
                return started.get();
            }

            @Override
            public Thread startVirtual(String name, Turn turn) {
                return threads.startVirtual(name, turn);
            }
        };
        try (SystemAlarms alarms = new SystemAlarms(Time.SYSTEM, noted, OFTEN)) {
            assertFalse(started.get().join(OFTEN.multipliedBy(100)), "The thread has ended.");
            CountDownLatch rung = new CountDownLatch(1);
            alarms.at(Time.SYSTEM.instant(), rung::countDown);
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void ringsAtOnceWhatWasDueBeforeAllTime() throws Exception {
        SupervisedThreads threads = new SupervisedThreads();
        CountDownLatch rung = new CountDownLatch(1);
        try (SystemAlarms alarms = new SystemAlarms(Time.SYSTEM, threads)) {
            alarms.at(Instant.MIN, rung::countDown);
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            assertEquals(List.of(), threads.failing());
        }
    }

    @Test
    void ringsAfterAnAlarmThatThrew() throws Exception {
        CountDownLatch rung = new CountDownLatch(1);
        try (SystemAlarms alarms = new SystemAlarms(Time.SYSTEM, new SupervisedThreads())) {
            alarms.at(Time.SYSTEM.instant(), () -> {
                throw new StackOverflowError("on purpose");
            });
            alarms.at(Time.SYSTEM.instant(), rung::countDown);
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void ringsAfterATimeAlthoughTheClockStandsStill() throws Exception {
        CountDownLatch rung = new CountDownLatch(2);
        try (SystemAlarms alarms = new SystemAlarms(() -> Instant.EPOCH, new SupervisedThreads())) {
            alarms.at(Instant.EPOCH.plusMillis(1), () -> rung.countDown());
            alarms.after(Duration.ofMillis(1), Instant.EPOCH, rung::countDown);
            alarms.after(Duration.ofMillis(2), Instant.EPOCH, rung::countDown);
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void ringsNoTimeLimitBecauseTheClockWasSetForward() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch rung = new CountDownLatch(1);
        try (SystemAlarms alarms = new SystemAlarms(now::get, new SupervisedThreads(), OFTEN)) {
            alarms.after(Duration.ofHours(1), now.get(), () -> over.set(true));
            alarms.at(Instant.EPOCH.plusSeconds(7_200), rung::countDown);
            now.set(Instant.EPOCH.plusSeconds(36_000));
            assertTrue(rung.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            CountDownLatch another = new CountDownLatch(1);
            alarms.after(Duration.ZERO, now.get(), another::countDown);
            assertTrue(another.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            assertFalse(over.get());
        }
    }
}
