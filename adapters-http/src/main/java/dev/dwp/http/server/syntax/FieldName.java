package dev.dwp.http.server.syntax;

/**
 * How field names are spelled on the wire. {@link com.sun.net.httpserver.Headers} stores {@code Content-type}; peers that
 * compare case, against the rules, know {@code Content-Type}.
 */
public final class FieldName {
    private FieldName() {}

    /** The usual spelling: each word begins with a capital, save the names that have a spelling of their own. */
    public static String spelled(String name) {
        return switch (name) {
            case "Content-type" -> "Content-Type";
            case "Content-length" -> "Content-Length";
            case "Cache-control" -> "Cache-Control";
            case "Sec-websocket-accept" -> "Sec-WebSocket-Accept";
            case "Sec-websocket-protocol" -> "Sec-WebSocket-Protocol";
            case "Sec-websocket-version" -> "Sec-WebSocket-Version";
            case "Sec-websocket-extensions" -> "Sec-WebSocket-Extensions";
            case "Www-authenticate" -> "WWW-Authenticate";
            case "Etag" -> "ETag";
            default -> capitalised(name);
        };
    }

    private static String capitalised(String name) {
        if (name.indexOf('-') < 0) {
            return name;
        }
        char[] letters = name.toCharArray();
        for (int i = 1; i < letters.length; i++) {
            if (letters[i - 1] == '-') {
                letters[i] = Character.toUpperCase(letters[i]);
            }
        }
        return new String(letters);
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || !Octets.isToken((byte) c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Refuses a name or value that would break out of its line. */
    public static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("The response header name \"" + name + "\" is not a token.");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff || !Octets.isField((byte) c)) {
                throw new IllegalArgumentException("The value of the response header " + name
                        + " holds the character U+%04X; use visible ASCII.".formatted((int) c));
            }
        }
    }
}
