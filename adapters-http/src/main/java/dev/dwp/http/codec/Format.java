package dev.dwp.http.codec;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The wire formats and their names (PROTOCOL §3). */
public enum Format {
    JSON("json", "application/json"),
    MSGPACK("msgpack", "application/msgpack");

    private static final List<String> MSGPACK_ALIASES = List.of("application/x-msgpack", "application/vnd.msgpack");

    /** What curl says when it is not told what it sends. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final String TEXT = "text/plain";
    private static final String ANYTHING = "*/*";
    private static final Pattern QUALITY = Pattern.compile("q=[01](\\.[0-9]{0,3})?");

    private final String wireName;
    private final String contentType;

    Format(String wireName, String contentType) {
        this.wireName = wireName;
        this.contentType = contentType;
    }

    /**
     * The format of that name, as the {@code auth} frame gives it.
     *
     * @throws Refusal 400 naming the formats that there are
     */
    public static Format named(String wireName) {
        return Arrays.stream(values())
                .filter(format -> format.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> unsupported(wireName));
    }

    /**
     * The format of a request body; JSON when there is no type, curl's, or the one that a browser gives a text.
     *
     * @throws Refusal 400 naming the formats that there are
     */
    public static Format ofContentType(@Nullable String contentType) {
        if (contentType == null || contentType.equals(JSON.contentType) || contentType.isBlank()) {
            return JSON;
        }
        String type = essence(contentType);
        if (type.equals(FORM) || type.equals(TEXT)) {
            return JSON;
        }
        return ofType(type).orElseThrow(() -> unsupported(type));
    }

    /**
     * The format of the answer: the accepted one of the highest weight, the request's own among equals (RFC 9110 §12.5.1).
     *
     * @param accept the header; absent accepts all
     * @param mirrored the request's own format
     * @throws Refusal 400 when none is accepted
     */
    public static Format accepted(@Nullable String accept, Format mirrored) {
        if (accept == null || accept.equals(ANYTHING) || accept.equals(mirrored.contentType) || accept.isBlank()) {
            return mirrored;
        }
        double best = Math.max(weight(accept, JSON), weight(accept, MSGPACK));
        if (best <= 0) {
            throw unsupported(accept);
        }
        if (weight(accept, mirrored) == best) {
            return mirrored;
        }
        return weight(accept, JSON) == best ? JSON : MSGPACK;
    }

    /** As the protocol spells it. */
    public String wireName() {
        return wireName;
    }

    /** As HTTP spells it. */
    public String contentType() {
        return contentType;
    }

    private static double weight(String accept, Format format) {
        int closest = -1;
        double weight = 0;
        for (String range : accept.split(",", -1)) {
            int match = closeness(essence(range), format);
            if (match > closest) {
                closest = match;
                weight = quality(range);
            }
        }
        return weight;
    }

    private static int closeness(String range, Format format) {
        if (range.equals(ANYTHING)) {
            return 0;
        }
        if (range.equals("application/*")) {
            return 1;
        }
        return ofType(range).equals(Optional.of(format)) ? 2 : -1;
    }

    private static double quality(String range) {
        for (String parameter : range.split(";", -1)) {
            String text = parameter.strip().toLowerCase(Locale.ROOT);
            if (QUALITY.matcher(text).matches()) {
                return Double.parseDouble(text.substring(2));
            }
        }
        return 1;
    }

    private static Optional<Format> ofType(String type) {
        if (MSGPACK_ALIASES.contains(type)) {
            return Optional.of(MSGPACK);
        }
        return Arrays.stream(values())
                .filter(format -> format.contentType.equals(type))
                .findFirst();
    }

    private static String essence(String mediaType) {
        int parameters = mediaType.indexOf(';');
        return (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static Refusal unsupported(String name) {
        return Refusal.badRequest(
                "The format '%s' is not supported; use json (application/json) or msgpack (application/msgpack)."
                        .formatted(Excerpt.of(name)));
    }
}
