package dev.dwp.http.endpoint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Scheme, host and port of a page (RFC 6454 §4): a default port that is left out and one that is written are the same. */
record WebOrigin(String scheme, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(https?)://(\\[[0-9a-f:.]+]|[^\\[\\]/?#@\\s:]+)(?::([0-9]{1,5}))?:?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Reads {@code https://host} or {@code https://host:port}, whatever the case; {@code null} for anything else. */
    static @Nullable WebOrigin parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1);
        String port = parts.group(3);
        int standard = scheme.equals("https") ? 443 : 80;
        return new WebOrigin(scheme, parts.group(2), port == null ? standard : Integer.parseInt(port));
    }

    /** Whether both are this machine, by different names: {@code localhost} and {@code 127.0.0.1}. */
    boolean isLoopbackTwin(WebOrigin other) {
        return scheme.equals(other.scheme)
                && port == other.port
                && LOOPBACK.contains(host)
                && LOOPBACK.contains(other.host);
    }
}
