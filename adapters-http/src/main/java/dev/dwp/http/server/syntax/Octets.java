package dev.dwp.http.server.syntax;

import java.nio.charset.StandardCharsets;

/** The character classes of RFC 9110 §5.5 and §5.6.2 as one table. */
final class Octets {
    static final byte CR = '\r';
    static final byte LF = '\n';
    static final byte SP = ' ';
    static final byte HTAB = '\t';

    private static final byte TOKEN = 1;
    private static final byte FIELD = 2;
    private static final byte LINE = 4;
    private static final byte[] CLASSES = classes();

    private Octets() {}

    /** {@code tchar}: what methods and field names are made of. */
    static boolean isToken(byte octet) {
        return (CLASSES[octet & 0xff] & TOKEN) != 0;
    }

    /** What a field value may hold: visible ASCII, space, tab and obs-text; no control. */
    static boolean isField(byte octet) {
        return (CLASSES[octet & 0xff] & FIELD) != 0;
    }

    /** What a request line may hold: visible ASCII and space. */
    static boolean isLine(byte octet) {
        return (CLASSES[octet & 0xff] & LINE) != 0;
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] classes() {
        byte[] table = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean visible = c > ' ' && c < 0x7f;
            boolean letterOrDigit = c < 0x7f && Character.isLetterOrDigit(c);
            if (letterOrDigit || (visible && "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
                table[c] |= TOKEN;
            }
            if (visible || c == ' ' || c == '\t' || c >= 0x80) {
                table[c] |= FIELD;
            }
            if (visible || c == ' ') {
                table[c] |= LINE;
            }
        }
        return table;
    }
}
