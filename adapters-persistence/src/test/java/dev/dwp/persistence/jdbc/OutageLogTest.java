package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How often an outage is logged. */
class OutageLogTest {
    private final SQLException full = new SQLException("no room");
    private final AtomicLong nanos = new AtomicLong();
    private final OutageLog outages = new OutageLog(nanos::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(OutageLog.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private List<Level> logged() {
        return log.list.stream()
                .map(ILoggingEvent::getLevel)
                .filter(level -> level.isGreaterOrEqual(Level.INFO))
                .toList();
    }

    @Test
    void onceForAllWhoRunIntoIt() {
        outages.begin("one", "disk full", full);
        outages.begin("other", "disk full", full);
        outages.begin("one", "disk full", full);
        outages.end("one");
        assertEquals(List.of(Level.WARN), logged());
        outages.end("other");
        outages.end("other");
        assertEquals(List.of(Level.WARN, Level.INFO), logged());
        assertEquals(
                "The database does not work: disk full: no room. "
                        + "It is tried again until it does; until then requests are refused.",
                log.list.getFirst().getFormattedMessage());
    }

    @Test
    void onceAMinuteWhereItComesAndGoes() {
        for (int i = 0; i < 100; i++) {
            outages.begin("one", "disk full", full);
            outages.end("one");
        }
        assertEquals(List.of(Level.WARN, Level.INFO), logged());
    }

    /** Whoever reads the log then does not take the database for well. */
    @Test
    void againWhereItHasComeBackSoonAndStays() {
        outages.begin("one", "disk full", full);
        outages.end("one");
        outages.begin("one", "disk full", full);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        outages.begin("one", "disk full", full);
        assertEquals(List.of(Level.WARN, Level.INFO, Level.WARN), logged());
    }

    @Test
    void atOnceForAnotherReason() {
        outages.begin("one", "disk full", full);
        outages.end("one");
        outages.begin("one", "read-only", full);
        assertEquals(List.of(Level.WARN, Level.INFO, Level.WARN), logged());
    }
}
