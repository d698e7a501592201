package dev.dwp.cli;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers every request of the rehearsal with the same data, over HTTP and over WebSocket, and every subscription with one event.
 * It is written on bare sockets, so that no server's classes go into the client's archive. No server for anything else: it trusts
 * its one client.
 */
final class StandInServer implements AutoCloseable {
    private static final String DATA = """
            {"id":"job_0","job_id":"job_0","run_id":"run_0","name":"echo","queue":"default","state":"completed",\
            "created_at":"2026-01-01T00:00:00Z","attempts":[{"attempt":1}],"jobs":[{"id":"job_0","state":"failed"}],\
            "runs":[{"id":"run_0"}],"node":"node","uptime_ms":1,"priority":1.5,"queues":{"default":{"pending":0,"running":0}},\
            "subject":"rehearsal","scopes":["*"],"format":"json","max_frame_bytes":1048576,"channel":"jobs","cursor":"evt-0"}""";

    private static final String EVENT = """
            {"id":"evt-1","type":"event","channel":"jobs","data":{"type":"job.completed","job_id":"job_0","state":"completed",\
            "elapsed_ms":1},"ts":"2026-01-01T00:00:00Z"}""";

    private static final String STREAM = "retry: 2000\nid: evt-1\nevent: job.completed\ndata: " + EVENT + "\n\n";

    private static final Pattern ID = Pattern.compile("\"id\":\"(\\w+)\"");
    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 8;

    private final ServerSocket listener;

    StandInServer() throws IOException {
        listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The address of one transport, such as {@code ws}. */
    String url(String scheme) {
        return "%s://localhost:%d/dwp".formatted(scheme, listener.getLocalPort());
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                start(() -> serve(connection));
            }
        } catch (SocketException e) {
            // Closed: the rehearsal is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            OutputStream out = connection.getOutputStream();
            List<String> head = head(in);
            while (!head.isEmpty()) {
                String key = field(head, "Sec-WebSocket-Key");
                if (!key.isEmpty()) {
                    upgrade(key, in, out);
                    return;
                }
                String length = field(head, "Content-Length");
                in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
                respond(head.getFirst().contains("/sse"), out);
                head = head(in);
            }
        } catch (SocketException | EOFException e) {
            // The client has let go of the connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the lines of a request up to the empty one; none where the client has closed the connection. */
    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet != '\n') {
                line.append((char) octet);
            } else if (line.toString().isBlank()) {
                return lines;
            } else {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
        return List.of();
    }

    private static String field(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void respond(boolean stream, OutputStream out) throws IOException {
        byte[] body = (stream ? STREAM : response("1")).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(stream ? "text/event-stream" : "application/json", body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    private static String response(String id) {
        return "{\"id\":\"1\",\"type\":\"response\",\"correl_id\":\"%s\",\"data\":%s}".formatted(id, DATA);
    }

    private static void upgrade(String key, DataInputStream in, OutputStream out) throws IOException {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accepted(key));
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            boolean close = (in.readUnsignedByte() & 0xF) == CLOSE;
            String message = message(in);
            if (close) {
                out.write(new byte[] {(byte) (0x80 | CLOSE), 0});
                return;
            }
            Matcher id = ID.matcher(message);
            if (id.find()) {
                send(out, response(id.group(1)));
            }
            if (message.contains("\"subscribe\"")) {
                send(out, EVENT);
            }
        }
    }

    /** The answer to a key by which a client knows that it is a WebSocket's (RFC 6455 §4.2.2). */
    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the rest of a client's frame: its length, its mask, and what that hides. */
    private static String message(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7F;
        byte[] mask = new byte[4];
        byte[] octets = new byte[length < 126 ? length : in.readUnsignedShort()];
        in.readFully(mask);
        in.readFully(octets);
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= mask[i % 4];
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static void send(OutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[octets.length + 4];
        frame[0] = (byte) FINAL_TEXT;
        frame[1] = 126;
        frame[2] = (byte) (octets.length >> 8);
        frame[3] = (byte) octets.length;
        System.arraycopy(octets, 0, frame, 4, octets.length);
        out.write(frame);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
