package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A server that does one thing wrong: it stands before a right one and changes what passes. WebSocket and JSON only. */
final class BrokenServer implements AutoCloseable {
    private final URI right;
    private final Optional<Fault> fault;
    private final ServerSocket listening;

    /** Without a fault it passes everything on as it is. */
    BrokenServer(URI right, Optional<Fault> fault) throws IOException {
        this.right = right;
        this.fault = fault;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(right.getHost(), right.getPort())) {
            BufferedInputStream fromClient = new BufferedInputStream(client.getInputStream());
            BufferedInputStream fromServer = new BufferedInputStream(server.getInputStream());
            pass(HttpHead.read(fromClient), server);
            pass(HttpHead.read(fromServer), client);
            WebSocketLine toClient = new WebSocketLine(client, fromClient, false);
            WebSocketLine toServer = new WebSocketLine(server, fromServer, true);
            Thread.ofVirtual().start(() -> requests(toClient, toServer));
            answers(toServer, toClient);
        } catch (IOException e) {
            // one of the two has gone: so does the other
        }
    }

    private static void pass(HttpHead head, Socket to) throws IOException {
        StringBuilder text = new StringBuilder(head.line()).append("\r\n");
        head.headers()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n")));
        to.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void requests(WebSocketLine from, WebSocketLine to) {
        try {
            while (true) {
                WebSocketLine.Message message = from.read();
                to.write(
                        message.opcode(),
                        message.opcode() == WebSocketLine.TEXT ? request(message.payload()) : message.payload());
            }
        } catch (IOException e) {
            end(to);
        }
    }

    private byte[] request(byte[] payload) throws IOException {
        JsonNode frame = HttpLink.frame(new String(payload, StandardCharsets.UTF_8));
        return frame == null || fault.isEmpty()
                ? payload
                : Encoding.JSON.write(fault.get().request(frame));
    }

    private void answers(WebSocketLine from, WebSocketLine to) throws IOException {
        Fault.Memory memory = new Fault.Memory();
        while (true) {
            WebSocketLine.Message message = from.read();
            if (fault.isEmpty()
                    || (message.opcode() != WebSocketLine.TEXT && message.opcode() != WebSocketLine.CLOSE)) {
                to.write(message.opcode(), message.payload());
            } else if (message.opcode() == WebSocketLine.CLOSE) {
                close(message, to);
            } else {
                JsonNode right = Encoding.JSON.read(message.payload());
                for (JsonNode wrong : fault.get().answer(right, memory)) {
                    send(wrong, to);
                }
            }
        }
    }

    private void send(JsonNode frame, WebSocketLine to) throws IOException {
        boolean binary = fault.get() == Fault.SENDS_THE_OTHER_FORMAT
                && !frame.path("data").has("session_id");
        Encoding as = binary ? Encoding.MSGPACK : Encoding.JSON;
        to.write(binary ? WebSocketLine.BINARY : WebSocketLine.TEXT, as.write(frame));
        if (fault.get() == Fault.CLOSES_AFTER_AN_ERROR
                && frame.path("type").asText().equals("error")) {
            to.close(1002);
        }
    }

    private void close(WebSocketLine.Message message, WebSocketLine to) throws IOException {
        switch (fault.get()) {
            case CLOSES_WITHOUT_A_CLOSE_FRAME -> to.end();
            case CLOSES_WITH_A_WRONG_CODE ->
                to.write(
                        WebSocketLine.CLOSE,
                        ByteBuffer.allocate(2).putShort((short) 1000).array());
            default -> to.write(WebSocketLine.CLOSE, message.payload());
        }
    }

    private static void end(WebSocketLine line) {
        try {
            line.end();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
