package dev.dwp.conform.runner;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first line and the header fields of an HTTP/1.1 message.
 *
 * @param headers by lower-case name
 */
record HttpHead(String line, Map<String, List<String>> headers) {
    private static final int LONGEST = 64 << 10;

    /** Reads up to the empty line. */
    static HttpHead read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0 || head.length() > LONGEST) {
                throw new EOFException("The head of an HTTP message ends early: " + head);
            }
            head.append((char) octet);
        }
        List<String> lines = head.toString().lines().toList();
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                lines.get(i).substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(lines.get(i).substring(colon + 1).strip());
            }
        }
        return new HttpHead(lines.getFirst(), headers);
    }

    /** The field's first value; empty where there is none. */
    String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /** The status of an answer. */
    int status() throws IOException {
        List<String> words = List.of(line.split(" ", 3));
        if (words.size() < 2 || !words.get(1).matches("[1-5][0-9]{2}")) {
            throw new IOException("This is no status line: " + line);
        }
        return Integer.parseInt(words.get(1));
    }

    /** Reads a body of the length that the head tells. */
    String body(InputStream in) throws IOException {
        return new String(octets(in), StandardCharsets.UTF_8);
    }

    /** Reads a body of the length that the head tells, or in chunks; none where it tells neither. */
    byte[] octets(InputStream in) throws IOException {
        if (header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        String length = header("content-length");
        return length.matches("[0-9]{1,9}") ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        String size = line(in).replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9a-fA-F]{1,7}")) {
            throw new IOException("This is no size of a chunk: " + size);
        }
        return Integer.parseInt(size, 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() > LONGEST) {
                throw new EOFException("A chunk of an HTTP message ends early: " + line);
            }
            line.append((char) octet);
        }
        return line.toString();
    }
}
