package dev.dwp.http.server.syntax;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} of a response (RFC 9110 §5.6.7), made anew once a second. Thread-safe: readers may see either of two. */
public final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Made(long second, String text) {}

    private final InstantSource clock;
    /** Written by any thread that finds it old; immutable, so that a lost race costs one formatting. */
    private volatile Made made = new Made(Long.MIN_VALUE, "");

    /** Dates by that clock. */
    public HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    /** Now, as it stands in a {@code Date} field. */
    public String now() {
        Instant instant = clock.instant();
        Made current = made;
        if (current.second() != instant.getEpochSecond()) {
            current = new Made(instant.getEpochSecond(), IMF_FIXDATE.format(instant));
            made = current;
        }
        return current.text();
    }
}
