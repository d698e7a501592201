package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A socket that sends octets as they are and reads one answer after another. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** An answer as it came. */
    public record Answer(int status, List<String> headers, String body) {
        @Nullable
        String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse(null);
        }

        JsonNode frame() {
            return Wire.JSON.read(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public RawHttp(URI server) throws IOException {
        this(server, 20_000);
    }

    /** One that waits for an answer for so many milliseconds. */
    RawHttp(URI server, int patience) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(patience);
        in = socket.getInputStream();
    }

    /** One request on a connection of its own. */
    public static Answer ask(URI server, String request) throws IOException {
        try (RawHttp http = new RawHttp(server)) {
            http.send(request);
            return http.answer();
        }
    }

    public void send(String octets) throws IOException {
        send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    public Answer answer() throws IOException {
        String status = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Answer head = new Answer(Integer.parseInt(status.substring(9, 12)), headers, "");
        String length = head.header("Content-Length");
        byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
        return new Answer(head.status(), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Says that nothing more will come. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads on until the peer closes. */
    public byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    public InputStream input() {
        return in;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The server closed the connection after '" + line + "'");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
