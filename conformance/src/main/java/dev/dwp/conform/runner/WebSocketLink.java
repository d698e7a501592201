package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.ConnectionSpec;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Template;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A client's WebSocket, of which everything can be controlled. The dialogue's thread writes, a thread of its own reads. */
final class WebSocketLink implements Link {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONNECT_MS = 10_000;
    private static final int SMALL_BUFFER = 4096;

    private final Supplier<Target> place;
    private final ConnectionSpec spec;
    private final Encoding encoding;
    private final Set<String> idsOfServer;
    private final Consumer<String> violations;
    private final FrameSender frames = new FrameSender();

    private final ReentrantLock pausing = new ReentrantLock();
    private final Condition resumed = pausing.newCondition();
    /** Guarded by {@code pausing}. */
    private boolean paused;

    /** Of the present connection; written by the dialogue's thread alone. */
    private Inbox inbox = new Inbox();

    private FrameRules rules;
    private @Nullable WebSocketLine line;

    WebSocketLink(
            Supplier<Target> place,
            ConnectionSpec spec,
            Encoding encoding,
            Set<String> idsOfServer,
            Consumer<String> violations) {
        this.place = place;
        this.spec = spec;
        this.encoding = encoding;
        this.idsOfServer = idsOfServer;
        this.violations = violations;
        this.rules = new FrameRules(idsOfServer);
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public String lastId() {
        return frames.lastId();
    }

    @Override
    public void open(Map<String, String> headers) throws IOException, InterruptedException {
        inbox = new Inbox();
        rules = new FrameRules(idsOfServer);
        Socket socket = connect();
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        StringBuilder head = new StringBuilder("GET " + place.get().url().getRawPath() + " HTTP/1.1\r\nHost: "
                + place.get().url().getRawAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), SMALL_BUFFER);
        HttpHead answer = HttpHead.read(in);
        if (answer.status() != 101) {
            String body = answer.body(in);
            inbox.put(new Received.Http(answer.status(), answer.headers(), HttpLink.frame(body), body));
            socket.close();
            return;
        }
        if (!answer.header("sec-websocket-accept").equals(accept(key))) {
            throw Failure.of("RFC 6455 §4.2.2: Sec-WebSocket-Accept should be %s and is %s"
                    .formatted(accept(key), answer.header("sec-websocket-accept")));
        }
        WebSocketLine opened = new WebSocketLine(socket, in, true);
        line = opened;
        Inbox into = inbox;
        FrameRules keeping = rules;
        Thread.ofVirtual().name("conform-read").start(() -> read(opened, into, keeping));
        if (!spec.raw()) {
            authenticate();
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        if (spec.slow()) {
            plain.setReceiveBufferSize(SMALL_BUFFER);
        }
        plain.setTcpNoDelay(true);
        plain.connect(
                new InetSocketAddress(place.get().url().getHost(), place.get().port()), CONNECT_MS);
        return place.get().secure()
                ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(
                                plain, place.get().url().getHost(), place.get().port(), true)
                : plain;
    }

    static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void authenticate() throws IOException, InterruptedException {
        ObjectNode auth = JsonNodeFactory.instance
                .objectNode()
                .put("id", "auth")
                .put("type", "request")
                .put("method", "auth");
        auth.putObject("data")
                .put("token", place.get().tokens().getOrDefault(spec.token(), ""))
                .put("format", encoding.format());
        transmit(auth, Encoding.JSON);
        Optional<Received> answer = inbox.take(
                message -> !(message instanceof Received.Control), place.get().patience());
        if (!(answer.orElse(null) instanceof Received.Frame frame
                && frame.frame().path("type").asText().equals("response"))) {
            throw Failure.of("PROTOCOL §4.1: authentication should succeed; instead came "
                    + answer.map(Object::toString).orElse("nothing"));
        }
    }

    @Override
    public void reconnect() throws IOException, InterruptedException {
        close();
        open(Map.of());
    }

    @Override
    public void send(Content content, Bindings bindings) throws IOException {
        WebSocketLine open = line();
        switch (content) {
            case Content.Frame frame ->
                transmit(frames.make(frame.term(), bindings), FrameSender.encoding(frame, encoding));
            case Content.RawText text -> {
                rules.sentRaw();
                open.write(
                        WebSocketLine.TEXT,
                        Template.make(text.text(), bindings).asText().getBytes(StandardCharsets.UTF_8));
            }
            case Content.RawMessage message -> {
                rules.sentRaw();
                open.write(message.text() ? WebSocketLine.TEXT : WebSocketLine.BINARY, Content.octets(message.hex()));
            }
            case Content.Octets octets -> {
                rules.sentRaw();
                open.octets(Content.octets(octets.hex()));
            }
            case Content.Control control ->
                open.write(
                        control.ping() ? WebSocketLine.PING : WebSocketLine.PONG,
                        control.payload().getBytes(StandardCharsets.UTF_8));
            case Content.Close close ->
                open.close(Template.make(close.code(), bindings).asInt());
            default -> throw Failure.skip("A WebSocket cannot send this.");
        }
    }

    private void transmit(JsonNode frame, Encoding as) throws IOException {
        rules.sent(frame);
        line().write(as == Encoding.JSON ? WebSocketLine.TEXT : WebSocketLine.BINARY, as.write(frame));
    }

    private WebSocketLine line() {
        if (line == null) {
            throw Failure.of("The WebSocket was not opened: " + inbox.all());
        }
        return line;
    }

    /** The reader's thread: everything that comes, until the end. */
    private void read(WebSocketLine from, Inbox into, FrameRules keeping) {
        try {
            while (true) {
                awaitResumed();
                WebSocketLine.Message message = from.read();
                switch (message.opcode()) {
                    case WebSocketLine.PING -> {
                        into.put(new Received.Control(true, text(message)));
                        from.write(WebSocketLine.PONG, message.payload());
                    }
                    case WebSocketLine.PONG -> into.put(new Received.Control(false, text(message)));
                    case WebSocketLine.CLOSE -> {
                        into.put(new Received.Ended(message.closeCode(), message.closeReason()));
                        from.write(WebSocketLine.CLOSE, message.payload());
                        from.end();
                        return;
                    }
                    default -> into.put(frame(message, keeping));
                }
            }
        } catch (IOException e) {
            into.put(new Received.Ended(1006, e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(WebSocketLine.Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private Received frame(WebSocketLine.Message message, FrameRules keeping) {
        Encoding came = message.opcode() == WebSocketLine.TEXT ? Encoding.JSON : Encoding.MSGPACK;
        try {
            JsonNode frame = came.read(message.payload());
            keeping.received(frame, came, message.payload().length).ifPresent(violations);
            return new Received.Frame(frame, came, message.payload().length);
        } catch (IOException | RuntimeException e) {
            violations.accept("PROTOCOL §3: a message of the server cannot be read as " + came.format() + ": " + e);
            return new Received.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private void awaitResumed() throws InterruptedException {
        pausing.lock();
        try {
            while (paused) {
                resumed.await();
            }
        } finally {
            pausing.unlock();
        }
    }

    @Override
    public void pause(boolean pause) {
        pausing.lock();
        try {
            paused = pause;
            resumed.signalAll();
        } finally {
            pausing.unlock();
        }
    }

    @Override
    public void cut(boolean half) throws IOException {
        line().cut(half);
    }

    @Override
    public void close() {
        pause(false);
        if (line != null) {
            try {
                line.end();
            } catch (IOException e) {
                violations.accept("The connection cannot be closed: " + e);
            }
        }
    }
}
