package dev.dwp.domain.frame;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the W3C trace context of a request: {@code version-traceid-parentid-flags} in lower-case hexadecimal digits (W3C
 * Trace Context §3.2).
 */
public final class Traceparent {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32}-[0-9a-f]{16})-([0-9a-f]{2})(-.*)?", Pattern.DOTALL);
    private static final Pattern NO_ID = Pattern.compile("0{32}-.*|.*-0{16}");
    private static final String CURRENT = "00";
    private static final String INVALID = "ff";
    private static final int SAMPLED = 1;

    private Traceparent() {}

    /**
     * The trace context as it is carried on: always 55 characters of version 00. From a version that is not known yet, its
     * ids and whether it is sampled are taken (§3.2.4).
     *
     * @return {@code null} when there is none, and when it is malformed, which is as good as none
     */
    public static @Nullable String read(@Nullable String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()
                || parts.group(1).equals(INVALID)
                || NO_ID.matcher(parts.group(2)).matches()) {
            return null;
        }
        if (parts.group(1).equals(CURRENT)) {
            return parts.group(4) == null ? text : null;
        }
        int flags = Integer.parseInt(parts.group(3), 16) & SAMPLED;
        return "%s-%s-0%d".formatted(CURRENT, parts.group(2), flags);
    }
}
