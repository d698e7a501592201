package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A client's connection, of which the runner is the server. A thread of its own reads; that and the dialogue's thread write. */
final class ClientLink implements Link {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final AtomicLong IDS = new AtomicLong();

    private final WebSocketLine line;
    private final Inbox inbox = new Inbox();
    private final ClientRules rules;
    private final boolean authenticates;
    private final boolean answersPings;
    private final Consumer<String> violations;
    /** The id of the last request that a line of the dialogue took; its thread alone uses it. */
    private String lastId = "";

    /**
     * Begins to read.
     *
     * @param authenticates the runner answers {@code auth} by itself
     * @param answersPings the runner answers DWP pings by itself
     */
    ClientLink(
            WebSocketLine line,
            ClientRules rules,
            boolean authenticates,
            boolean answersPings,
            Consumer<String> violations) {
        this.line = line;
        this.rules = rules;
        this.authenticates = authenticates;
        this.answersPings = answersPings;
        this.violations = violations;
        Thread.ofVirtual().name("conform-client").start(this::read);
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public String lastId() {
        return lastId;
    }

    /** A line of the dialogue took this message. */
    void taken(Received message) {
        if (message instanceof Received.Frame frame
                && frame.frame().path("type").asText("request").equals("request")) {
            lastId = frame.frame().path("id").asText();
        }
    }

    private void read() {
        try {
            while (true) {
                WebSocketLine.Message message = line.read();
                String text = new String(message.payload(), StandardCharsets.UTF_8);
                switch (message.opcode()) {
                    case WebSocketLine.PING -> {
                        inbox.put(new Received.Control(true, text));
                        line.write(WebSocketLine.PONG, message.payload());
                    }
                    case WebSocketLine.PONG -> inbox.put(new Received.Control(false, text));
                    case WebSocketLine.CLOSE -> {
                        inbox.put(new Received.Ended(message.closeCode(), message.closeReason()));
                        line.write(WebSocketLine.CLOSE, message.payload());
                        line.end();
                        return;
                    }
                    default -> frame(message);
                }
            }
        } catch (IOException e) {
            inbox.put(new Received.Ended(1006, e.toString()));
        }
    }

    private void frame(WebSocketLine.Message message) throws IOException {
        Encoding came = message.opcode() == WebSocketLine.TEXT ? Encoding.JSON : Encoding.MSGPACK;
        JsonNode frame;
        try {
            frame = came.read(message.payload());
        } catch (IOException | RuntimeException e) {
            violations.accept("PROTOCOL §3: a message of the client cannot be read as " + came.format() + ": " + e);
            inbox.put(new Received.Unreadable(String.valueOf(e.getMessage())));
            return;
        }
        boolean first = rules.isFirst();
        rules.received(frame, came).ifPresent(violations);
        if (first && authenticates && frame.path("method").asText().equals("auth")) {
            transmit(welcome(frame));
        } else if (answersPings && frame.path("type").asText().equals("ping")) {
            transmit(pong(frame));
        } else {
            inbox.put(new Received.Frame(frame, came, message.payload().length));
        }
    }

    private static ObjectNode welcome(JsonNode auth) {
        ObjectNode answer = Encoding.MAPPER.createObjectNode().put("type", "response");
        answer.set("correl_id", auth.path("id"));
        answer.set("data", ClientDoor.identity());
        ((ObjectNode) answer.get("data"))
                .put("session_id", "sess_01kg9sme20f7vtyybg4s0p9p" + (10 + IDS.get() % 22))
                .put("format", auth.path("data").path("format").asText("json"))
                .put("heartbeat_ms", auth.path("data").path("heartbeat_ms").asInt(0))
                .put("server", "conform/1")
                .put("max_frame_bytes", 1048576);
        return answer;
    }

    private static ObjectNode pong(JsonNode ping) {
        ObjectNode answer = Encoding.MAPPER.createObjectNode().put("type", "pong");
        answer.set("correl_id", ping.path("id"));
        if (ping.has("ts")) {
            answer.set("ts", ping.get("ts"));
        }
        return answer;
    }

    @Override
    public void send(Content content, Bindings bindings) throws IOException {
        switch (content) {
            case Content.Frame frame -> {
                JsonNode made = Template.make(frame.term(), bindings);
                if (made instanceof ObjectNode object && frame.term() instanceof Term.Members members) {
                    answering(object, members);
                    complete(object, members);
                }
                write(made, FrameSender.encoding(frame, rules.encoding()));
            }
            case Content.RawText text ->
                line.write(
                        WebSocketLine.TEXT,
                        Template.make(text.text(), bindings).asText().getBytes(StandardCharsets.UTF_8));
            case Content.RawMessage message ->
                line.write(message.text() ? WebSocketLine.TEXT : WebSocketLine.BINARY, Content.octets(message.hex()));
            case Content.Octets octets -> line.octets(Content.octets(octets.hex()));
            case Content.Control control ->
                line.write(
                        control.ping() ? WebSocketLine.PING : WebSocketLine.PONG,
                        control.payload().getBytes(StandardCharsets.UTF_8));
            case Content.Close close ->
                line.close(Template.make(close.code(), bindings).asInt());
            default -> throw Failure.skip("A server cannot send this over a WebSocket.");
        }
    }

    /** A response or an error that does not say what it answers, answers the last request that a line took. */
    private void answering(ObjectNode frame, Term.Members written) {
        boolean answer = frame.path("type").asText().matches("response|error");
        if (answer
                && !written.members().containsKey("correl_id")
                && !written.members().containsKey("channel")) {
            frame.put("correl_id", lastId);
        }
    }

    /** Gives a frame of the server an id and a time, unless the dialogue writes them. */
    static void complete(ObjectNode frame, Term.Members written) {
        if (!written.members().containsKey("id")) {
            frame.put("id", "frm-" + IDS.incrementAndGet());
        }
        if (!written.members().containsKey("ts")) {
            frame.put("ts", CLOCK.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }

    private void transmit(ObjectNode frame) throws IOException {
        complete(frame, new Term.Members(frame.has("ts") ? Map.of("ts", new Term.Absent()) : Map.of(), false));
        write(frame, rules.encoding());
    }

    private void write(JsonNode frame, Encoding as) throws IOException {
        line.write(as == Encoding.JSON ? WebSocketLine.TEXT : WebSocketLine.BINARY, as.write(frame));
        rules.sent(frame);
    }

    @Override
    public void cut(boolean half) throws IOException {
        line.cut(half);
    }

    @Override
    public void close() {
        try {
            line.end();
        } catch (IOException e) {
            violations.accept("The connection cannot be closed: " + e);
        }
    }
}
