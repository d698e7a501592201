package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.thread.SupervisedThreads;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The thread that waits for alarms goes on after whatever one of its turns, or an alarm, throws. */
class SystemAlarmsTest {
    private static final long DEADLINE_SECONDS = 30;

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
}
