package dev.dwp.http.server.syntax;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The path of a target, percent-decoded for comparison with the paths that are served. A path is split at its slashes before
 * its segments are decoded (RFC 3986 §2.4), so {@code %2F} is part of a segment and stays as it is: {@code /a%2Fb} is not
 * {@code /a/b}.
 */
public final class DecodedPath {
    private static final Pattern SLASH = Pattern.compile("%2[Ff]");

    private DecodedPath() {}

    /** The decoded path; {@code /} for an empty one. */
    public static String of(URI target) {
        String raw = target.getRawPath();
        if (raw == null || raw.isEmpty()) {
            return "/";
        }
        String kept = raw.indexOf('%') < 0 ? raw : SLASH.matcher(raw).replaceAll("%252F");
        return kept.equals(raw)
                ? target.getPath()
                : URI.create("http://any" + kept).getPath();
    }
}
