package dev.dwp.http.websocket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Sec-WebSocket-Extensions}: an extension's name and parameters (RFC 6455 §9.1), and whether this
 * server can accept it as an offer of permessage-deflate (RFC 7692 §7.1).
 *
 * <p>An offer that is malformed or asks for what cannot be given is declined, and the next one is looked at; the connection
 * itself is never refused for it.
 *
 * @param parameters each as {@code name} or {@code name=value}
 */
record DeflateOffer(String extension, List<String> parameters) {
    static final String FIELD = "Sec-WebSocket-Extensions";

    /**
     * Without context takeover a message is compressed by itself: no window has to be kept for each connection between
     * messages (some 300 KB of native memory both ways), and a message compressed once suits every subscriber. It costs
     * part of the ratio on small, similar messages.
     */
    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    /** The answer to the first acceptable offer, in the client's order of preference, or null to go without. */
    static @Nullable String answer(List<String> fieldValues) {
        Stream<DeflateOffer> offers = fieldValues.stream()
                .flatMap(value -> split(value, ',').stream())
                .map(DeflateOffer::parse);
        return offers.filter(DeflateOffer::isAcceptable)
                .findFirst()
                .map(DeflateOffer::answer)
                .orElse(null);
    }

    private static DeflateOffer parse(String element) {
        List<String> parts = split(element, ';');
        return new DeflateOffer(parts.getFirst(), parts.subList(1, parts.size()));
    }

    private boolean isAcceptable() {
        Set<String> names = new HashSet<>();
        return extension.equals("permessage-deflate")
                && parameters.stream().allMatch(parameter -> names.add(name(parameter)) && isAcceptable(parameter));
    }

    /** {@code java.util.zip} compresses with a window of 15 bits only, and expands any. */
    private static boolean isAcceptable(String parameter) {
        String value = value(parameter);
        return switch (name(parameter)) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" -> value == null || value.matches("[89]|1[0-5]");
            case "server_max_window_bits" -> "15".equals(value);
            default -> false;
        };
    }

    /** An accepted {@code server_max_window_bits} has to be repeated (RFC 7692 §7.1.2.1). */
    private String answer() {
        boolean repeat =
                parameters.stream().anyMatch(parameter -> name(parameter).equals("server_max_window_bits"));
        return repeat ? ANSWER + "; server_max_window_bits=15" : ANSWER;
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals).strip();
    }

    /** The value without the quotes it may have, or null when there is none. */
    private static @Nullable String value(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return null;
        }
        String value = parameter.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Splits at the separators outside quoted strings. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
