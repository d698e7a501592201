package dev.dwp.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Hears everything that is logged in this process, with the labels of each line, until it is closed. */
final class LogTap extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final List<Logger> loud = new ArrayList<>();

    /** Listens from now on; to some classes also to what they log for debugging. */
    LogTap(Class<?>... loudly) {
        for (Class<?> each : loudly) {
            Logger logger = (Logger) LoggerFactory.getLogger(each);
            logger.setLevel(Level.DEBUG);
            loud.add(logger);
        }
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        lines.add(event);
    }

    /** The labels of the next line whose message fits; lines before it are forgotten. */
    Map<String, String> labels(Predicate<String> message) throws InterruptedException {
        while (true) {
            ILoggingEvent line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("Nothing that fits was logged.");
            }
            if (message.test(line.getFormattedMessage())) {
                return line.getMDCPropertyMap();
            }
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        loud.forEach(logger -> logger.setLevel(null));
    }
}
