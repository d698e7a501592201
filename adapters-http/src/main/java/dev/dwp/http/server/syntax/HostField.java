package dev.dwp.http.server.syntax;

/** {@code Host = uri-host [ ":" port ]} (RFC 9110 §7.2); empty is allowed, anything that is not a host is not. */
final class HostField {
    private HostField() {}

    static boolean isValid(String value) {
        int port = value.startsWith("[") ? value.indexOf(']') + 1 : value.indexOf(':');
        if (value.startsWith("[") && (port == 0 || !each(value, 1, port - 1, HostField::ofAddress))) {
            return false;
        }
        int end = port < 0 ? value.length() : port;
        return (value.startsWith("[") || each(value, 0, end, HostField::ofName)) && isPort(value, end);
    }

    private static boolean isPort(String value, int from) {
        return from == value.length()
                || (value.charAt(from) == ':' && each(value, from + 1, value.length(), c -> c >= '0' && c <= '9'));
    }

    private static boolean ofAddress(char c) {
        return Character.digit(c, 16) >= 0 || c == ':' || c == '.' || (c < 0x7f && Character.isLetter(c));
    }

    private static boolean ofName(char c) {
        return c < 0x7f && (Character.isLetterOrDigit(c) || "-._~!$&'()*+;=%".indexOf(c) >= 0);
    }

    private interface CharTest {
        boolean test(char c);
    }

    private static boolean each(String value, int from, int to, CharTest test) {
        for (int i = from; i < to; i++) {
            if (!test.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
