package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of the opening handshake (RFC 6455 §4.2), as a function from a request's head to an answer.
 *
 * <p>No subprotocol is ever selected. The {@code Origin} is the caller's to judge.
 */
public sealed interface Handshake {

    /** The answer's headers; those that frame an HTTP body are the server's to add. */
    Map<String, String> headers();

    /**
     * Switch protocols: answer 101 with these headers, and the connection's octets are WebSocket frames from then on.
     *
     * @param deflate whether permessage-deflate was agreed on
     */
    record Accepted(Map<String, String> headers, boolean deflate) implements Handshake {
        public Accepted {
            headers = Map.copyOf(headers);
        }
    }

    /** Stay with HTTP: answer with this status, these headers and a body that gives the reason, a full sentence. */
    record Refused(int status, Map<String, String> headers, String reason) implements Handshake {
        public Refused {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Judges an upgrade request.
     *
     * @param protocol as on the request line, {@code HTTP/1.1}
     * @param fields the header fields; names in any case, one list entry for each line
     * @param deflate whether the server is willing to compress
     */
    static Handshake of(String method, String protocol, Map<String, List<String>> fields, boolean deflate) {
        if (!method.equals("GET")) {
            return refused(405, Map.of("Allow", "GET"), "A WebSocket opens with GET, not " + method + ".");
        }
        if (!hasToken(fields, "Upgrade", "websocket") || !hasToken(fields, "Connection", "upgrade")) {
            return upgradeRequired("Ask for a WebSocket with \"Upgrade: websocket\" and \"Connection: Upgrade\".");
        }
        if (protocol.equals("HTTP/1.0")) {
            return refused(400, Map.of(), "A WebSocket needs HTTP/1.1; HTTP/1.0 cannot switch protocols.");
        }
        if (hasBody(fields)) {
            return refused(400, Map.of(), "A request that opens a WebSocket must not have a body.");
        }
        if (!values(fields, "Sec-WebSocket-Version").equals(List.of("13"))) {
            return upgradeRequired("Sec-WebSocket-Version must be given once and be 13.");
        }
        List<String> keys = values(fields, "Sec-WebSocket-Key");
        if (keys.size() != 1 || !isSixteenOctets(keys.getFirst())) {
            return refused(400, Map.of(), "Sec-WebSocket-Key must be given once and be 16 octets in Base64.");
        }
        return accepted(keys.getFirst(), deflate ? DeflateOffer.answer(values(fields, DeflateOffer.FIELD)) : null);
    }

    /** What proves to the client that its key was understood (RFC 6455 §4.2.2). */
    static String acceptKey(String key) {
        String salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(salted.getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1; this one does not.", e);
        }
    }

    private static Handshake accepted(String key, @Nullable String extension) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", acceptKey(key));
        if (extension != null) {
            headers.put(DeflateOffer.FIELD, extension);
        }
        return new Accepted(headers, extension != null);
    }

    /** RFC 6455 §4.4 asks for the version beside the status, RFC 9110 §15.5.22 and §7.8 for the two others. */
    private static Handshake upgradeRequired(String reason) {
        return refused(
                426, Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13"), reason);
    }

    private static Handshake refused(int status, Map<String, String> headers, String reason) {
        return new Refused(status, headers, reason);
    }

    private static boolean hasBody(Map<String, List<String>> fields) {
        return !values(fields, "Transfer-Encoding").isEmpty()
                || values(fields, "Content-Length").stream().anyMatch(length -> !length.equals("0"));
    }

    private static boolean isSixteenOctets(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasToken(Map<String, List<String>> fields, String name, String token) {
        return values(fields, name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(member -> member.strip().equalsIgnoreCase(token));
    }

    private static List<String> values(Map<String, List<String>> fields, String name) {
        return fields.entrySet().stream()
                .filter(field -> name.equalsIgnoreCase(field.getKey()))
                .flatMap(field -> field.getValue() == null ? Stream.empty() : field.getValue().stream())
                .map(String::strip)
                .toList();
    }
}
