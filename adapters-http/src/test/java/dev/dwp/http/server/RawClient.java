package dev.dwp.http.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A peer that sends exactly the octets it is told to, and reads responses by a parser of its own. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawClient(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.socket.setSoTimeout(30_000);
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** A response as it came; header lines in lower case up to the colon. */
    record Answer(int status, List<String> lines, String body) {
        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .filter(l -> l.startsWith(start))
                    .map(l -> l.substring(start.length()).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    Answer answer() throws IOException {
        return answer(false);
    }

    Answer answerToHead() throws IOException {
        return answer(true);
    }

    private Answer answer(boolean bodiless) throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            lines.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
        }
        Answer head = new Answer(status, List.copyOf(lines), "");
        return bodiless || status < 200 || status == 204 || status == 304
                ? head
                : new Answer(status, head.lines(), body(head));
    }

    private String body(Answer head) throws IOException {
        if (head.header("transfer-encoding").equals("chunked")) {
            return chunked();
        }
        String length = head.header("content-length");
        return length.isEmpty() ? rest() : text(Integer.parseInt(length));
    }

    private String chunked() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(text(size));
            line();
        }
        line();
        return body.toString();
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended in a line: " + line);
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    String text(int octets) throws IOException {
        byte[] read = in.readNBytes(octets);
        if (read.length < octets) {
            throw new EOFException("The connection ended " + (octets - read.length) + " octets early.");
        }
        return new String(read, StandardCharsets.ISO_8859_1);
    }

    /** All that comes until the server closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    boolean ended() throws IOException {
        return in.read() < 0;
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    void hangUp() throws IOException {
        socket.close();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
