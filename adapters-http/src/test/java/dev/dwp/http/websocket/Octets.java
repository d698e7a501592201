package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets as the table of cases writes them. */
final class Octets {
    private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|([0-9a-fA-F]+)(?:\\*([0-9]+))?|(\\S+)");

    private Octets() {}

    static byte[] parse(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(1) != null) {
                octets.writeBytes(token.group(1).getBytes(UTF_8));
            } else if (token.group(2) != null) {
                int times = token.group(3) == null ? 1 : Integer.parseInt(token.group(3));
                octets.writeBytes(HexFormat.of().parseHex(token.group(2).repeat(times)));
            } else {
                throw new IllegalArgumentException("\"" + token.group(4) + "\" is neither hex nor quoted text.");
            }
        }
        return octets.toByteArray();
    }
}
