package dev.dwp.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dwp.domain.frame.ErrorBody;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How much the log says of refused credentials. */
@SuppressWarnings("AddressSelection") // an address, and no name that could have several
class RefusedCredentialsTest {
    private final AtomicLong now = new AtomicLong();
    private final RefusedCredentials refused = new RefusedCredentials(now::get);

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            refused.note(
                    new ErrorBody(401, "This token is not known.", null),
                    "RPC",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), i));
        }
    }

    @Test
    @DisplayName("Ten lines a second at most; the next one tells how many were left out; all are counted")
    void boundsItsLines() {
        Logger logger = (Logger) LoggerFactory.getLogger(RefusedCredentials.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            refuse(25);
            refused.note(
                    new ErrorBody(403, "No.", null), "RPC", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            assertEquals(10, lines.list.size());
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            refuse(1);
            assertEquals(
                    "Refused a credential over RPC from 127.0.0.1:0: This token is not known. (15 more were not logged)",
                    lines.list.getLast().getFormattedMessage());
            assertEquals(26, refused.count());
        } finally {
            logger.detachAppender(lines);
        }
    }
}
