package dev.dwp.http.server.syntax;

/** {@code Host = uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2.2); empty is allowed, what is no host is not. */
final class HostField {
    private static final int GROUPS = 8;
    private static final int HEX_DIGITS = 4;
    private static final int MOST_PORT_DIGITS = 5;
    private static final int LARGEST_PORT = 65_535;

    private HostField() {}

    static boolean isValid(String value) {
        boolean literal = value.startsWith("[");
        int port = literal ? value.indexOf(']') + 1 : value.indexOf(':');
        int end = port < 0 ? value.length() : port;
        if (!isPort(value, end)) {
            return false;
        }
        return literal ? port > 0 && isLiteral(value.substring(1, port - 1)) : isName(value.substring(0, end));
    }

    private static boolean isPort(String value, int from) {
        return from == value.length()
                || (value.charAt(from) == ':'
                        && each(value.substring(from + 1), HostField::isDigit)
                        && isInRange(value, from + 1));
    }

    /** A port has 16 bits, however many zeros are before it; none at all is the scheme's own. */
    private static boolean isInRange(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) == '0') {
            at++;
        }
        int digits = value.length() - at;
        return digits == 0
                || (digits <= MOST_PORT_DIGITS && Integer.parseInt(value, at, value.length(), 10) <= LARGEST_PORT);
    }

    /** {@code reg-name}: unreserved, sub-delims and whole percent-encodings. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                if (i + 2 >= name.length() || !isHex(name.charAt(i + 1)) || !isHex(name.charAt(i + 2))) {
                    return false;
                }
            } else if (!isPlain(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c < 0x7f && (Character.isLetterOrDigit(c) || "-._~!$&'()*+;=".indexOf(c) >= 0);
    }

    /** What is between the brackets: an IPv6 address, or {@code v1.something} of the future. */
    private static boolean isLiteral(String address) {
        if (address.startsWith("v") || address.startsWith("V")) {
            int dot = address.indexOf('.');
            return dot > 1
                    && each(address.substring(1, dot), HostField::isHex)
                    && dot + 1 < address.length()
                    && each(address.substring(dot + 1), c -> isPlain(c) || c == ':');
        }
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == GROUPS;
        }
        int before = groups(address.substring(0, gap), false);
        int after = groups(address.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many groups of 16 bits there are; −1 where one is none. The last two may be an IPv4 address. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && isIpv4(parts[i])) {
                groups += 2;
            } else if (!parts[i].isEmpty() && parts[i].length() <= HEX_DIGITS && each(parts[i], HostField::isHex)) {
                groups++;
            } else {
                return -1;
            }
        }
        return groups;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !each(part, HostField::isDigit)
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private interface CharTest {
        boolean test(char c);
    }

    private static boolean each(String value, CharTest test) {
        for (int i = 0; i < value.length(); i++) {
            if (!test.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
