package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's own client, which shares no code with this server, as the peer. */
class JdkClientTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<RecordingListener> application = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private ServerSocket server;
    private WebSocket client;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
        URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/dwp");
        client = http.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .buildAsync(uri, new Hearing())
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.abort();
        server.close();
        http.shutdownNow();
    }

    @Test
    void exchangesTextInFragmentsBinaryAndPings() throws Exception {
        client.sendText("Grüß ", false).get(20, TimeUnit.SECONDS);
        client.sendText("Gott", true).get(20, TimeUnit.SECONDS);
        assertEquals("text(Grüß Gott)", next());
        client.sendBinary(ByteBuffer.allocate(100_000), true).get(20, TimeUnit.SECONDS);
        assertEquals("binary[100000]", next());
        client.sendPing(ByteBuffer.wrap("p".getBytes(UTF_8))).get(20, TimeUnit.SECONDS);
        assertEquals("pong(p)", next());
    }

    @Test
    void closesWhenTheClientDoes() throws Exception {
        client.sendClose(4_001, "bye").get(20, TimeUnit.SECONDS);
        assertEquals("closed(4001,bye)", application.get(20, TimeUnit.SECONDS).next());
        assertEquals("close(4001,)", next());
    }

    @Test
    void closesTheClientWithCodeAndReason() throws Exception {
        RecordingListener listener = application.get(20, TimeUnit.SECONDS);
        listener.connection.close(CloseCode.GOING_AWAY, "The server stops.");
        assertEquals("close(1001,The server stops.)", next());
        assertEquals("closed(1001,The server stops.)", listener.next());
    }

    private String next() throws InterruptedException {
        String event = heard.poll(20, TimeUnit.SECONDS);
        return event == null ? "nothing within 20 s" : event;
    }

    private void serve() {
        try {
            Socket socket = server.accept();
            Handshake.Accepted accepted = assertInstanceOf(
                    Handshake.Accepted.class, Handshake.of("GET", "HTTP/1.1", head(socket.getInputStream()), true));
            StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
            accepted.headers()
                    .forEach((name, value) ->
                            answer.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write(answer.append("\r\n").toString().getBytes(ISO_8859_1));
            WebSocketConnection connection =
                    new WebSocketConnection(Transport.of(socket), ConnectionLimits.DEFAULT, SocketPair.BUFFERS, null);
            RecordingListener listener = new RecordingListener(connection);
            application.complete(listener);
            connection.run(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> head(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(input.read());
        }
        Map<String, List<String>> fields = new HashMap<>();
        head.toString(ISO_8859_1)
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .forEach(line -> fields.computeIfAbsent(line.substring(0, line.indexOf(':')), name -> new ArrayList<>())
                        .add(line.substring(line.indexOf(':') + 1)));
        return fields;
    }

    /** Puts the parts that the client hands over together again. */
    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private int octets;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add("text(" + text + ")");
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            octets += data.remaining();
            if (last) {
                heard.add("binary[" + octets + "]");
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard.add("pong(" + UTF_8.decode(message) + ")");
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("close(" + code + "," + reason + ")");
            return null;
        }
    }
}
