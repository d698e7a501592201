package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How events are logged. */
class LogFormatTest {
    private static final String HEAD = "2026-01-02T03:04:05.006Z WARN  [worker] dev.dwp.Some - ";

    private static List<String> lines(String message, Map<String, String> context, Throwable thrown) {
        return text(message, context, thrown).lines().toList();
    }

    private static String text(String message, Map<String, String> context, Throwable thrown) {
        Logger root = assertInstanceOf(Logger.class, LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
        ConsoleAppender<ILoggingEvent> appender = appender(root);
        assertEquals("System.err", appender.getTarget());
        LoggingEvent event = new LoggingEvent(
                "", root.getLoggerContext().getLogger("dev.dwp.Some"), Level.WARN, message, thrown, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        event.setThreadName("worker");
        event.setMDCPropertyMap(context);
        String text = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        assertTrue(text.endsWith(System.lineSeparator()), text);
        return text;
    }

    @SuppressWarnings("unchecked") // all appenders of logback-classic take logging events
    private static ConsoleAppender<ILoggingEvent> appender(Logger root) {
        return assertInstanceOf(ConsoleAppender.class, root.getAppender("stderr"));
    }

    @Test
    void anEventIsOneLine() {
        assertEquals(List.of(HEAD + "All is well."), lines("All is well.", Map.of(), null));
    }

    @Test
    void whatTheEventBelongsToStandsBehindIt() {
        String line = lines("Done []", Map.of("job_id", "job_1", "traceparent", "00-ab-cd-01"), null)
                .getFirst();

        assertTrue(line.startsWith(HEAD + "Done [] ["), line);
        assertTrue(line.contains("job_id=job_1") && line.contains("traceparent=00-ab-cd-01"), line);
    }

    @Test
    void nothingLoggedCanPassForAnEventOfItsOwn() {
        String forged = "one\r\n2026-01-02T03:04:05.006Z WARN  forged";

        assertEquals(1, lines(forged, Map.of(), null).size());
        assertEquals(1, lines("x", Map.of("traceparent", forged), null).size());
        List<String> thrown = lines("It failed.", Map.of(), new IllegalStateException(forged));
        assertEquals(HEAD + "It failed.", thrown.getFirst());
        assertTrue(thrown.size() > 3, thrown::toString);
        assertTrue(
                thrown.stream().skip(1).allMatch(line -> line.isEmpty() || line.startsWith("    ")), thrown::toString);
    }

    @Test
    void nothingLoggedCanDriveATerminal() {
        String escape = "a\u001b[2Jb\u009bc\u0007d\te";

        assertEquals(List.of(HEAD + "a?[2Jb?c?d\te"), lines(escape, Map.of(), null));
        List<String> thrown = lines("It failed.", Map.of(), new IllegalStateException(escape));
        assertTrue(thrown.stream().anyMatch(line -> line.endsWith("a?[2Jb?c?d\te")), thrown::toString);
    }

    @Test
    void inJsonAnEventIsOneObjectOnOneLineWithItsStackTrace() throws Exception {
        try (Programs programs = new Programs()) {
            Process server = programs.start(
                    Map.of("DWP_LOG_FORMAT", "json", "DWP_LOG_LEVEL", "debug", "DWP_PLUGINS_DIR", "no/such/folder"),
                    "serve",
                    "--store",
                    "memory");
            List<String> lines = server.errorReader()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .toList();

            assertEquals(1, Programs.exitCode(server));
            assertTrue(!lines.isEmpty(), "Nothing was logged.");
            for (String line : lines) {
                JsonNode event = new ObjectMapper().readTree(line);
                for (String member :
                        List.of("timestamp", "level", "threadName", "loggerName", "formattedMessage", "throwable")) {
                    assertTrue(event.has(member), line);
                }
            }
        }
    }

    @Test
    void noCarriageReturnReachesAStackTrace() {
        Throwable cause = new IllegalStateException("x\ry\r\nz\r");
        String text = text("It failed.", Map.of(), new IllegalStateException("a\rb\r\nc", cause));

        assertEquals(-1, text.replace(System.lineSeparator(), "\n").indexOf('\r'), text);
        assertTrue(text.contains("    c"), text);
    }

    @Test
    void aMessageOfAnyLengthTakesABoundedLine() {
        String line =
                lines("x".repeat(1_000_000), Map.of("job_id", "job_1"), null).getFirst();

        assertEquals(HEAD + "x".repeat(8000) + " [job_id=job_1]", line);
    }
}
