package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request of a client, and the answer that a dialogue gives it: of one frame, or a stream of events. Its connection's
 * thread makes it and tells of the connection's end; others answer.
 */
final class ClientRequest implements Link {
    private final Socket socket;
    private final HttpHead head;
    private final JsonNode frame;
    private final Encoding came;
    private final Inbox inbox = new Inbox();
    private final HttpAnswer answer;

    /**
     * A request.
     *
     * @param frame of its body; an empty object where it has none
     * @param came the format of its body
     */
    ClientRequest(Socket socket, HttpHead head, JsonNode frame, Encoding came) throws IOException {
        this.socket = socket;
        this.head = head;
        this.frame = frame;
        this.came = came;
        this.answer = new HttpAnswer(socket.getOutputStream());
    }

    String method() {
        return List.of(head.line().split(" ", 3)).getFirst();
    }

    /** The path, with the query. */
    String target() {
        List<String> words = List.of(head.line().split(" ", 3));
        return words.size() < 2 ? "" : words.get(1);
    }

    String path() {
        return target().replaceFirst("\\?.*", "");
    }

    Map<String, List<String>> headers() {
        return head.headers();
    }

    JsonNode frame() {
        return frame;
    }

    boolean isStream() {
        return path().endsWith("/sse");
    }

    /** The credential, from wherever a server takes it; empty where there is none. */
    String token() {
        String given = frame.path("token")
                .asText(query().getOrDefault("token", List.of("")).getFirst());
        return given.isEmpty() ? head.header("authorization").replaceFirst("^Bearer +", "") : given;
    }

    /** What a request for a stream asks for: {@code channel}, {@code after} and {@code token}. */
    ObjectNode wish() {
        ObjectNode wish = Encoding.MAPPER.createObjectNode();
        List<String> channels = query().getOrDefault("channel", List.of());
        if (channels.size() == 1) {
            wish.put("channel", channels.getFirst());
        } else {
            ArrayNode all = wish.putArray("channel");
            channels.forEach(all::add);
        }
        String last = head.header("last-event-id");
        String after =
                last.isEmpty() ? query().getOrDefault("after", List.of("")).getFirst() : last;
        if (!after.isEmpty()) {
            wish.put("after", after);
        }
        return wish.put("token", token());
    }

    private Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String written = URI.create(target()).getRawQuery();
        for (String one : (written == null ? "" : written).split("&", -1)) {
            List<String> pair = List.of(one.split("=", 2));
            if (pair.size() == 2) {
                query.computeIfAbsent(pair.get(0), name -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.get(1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** The format of the answer: the one that is accepted, else that of the request. */
    private Encoding wanted() {
        String accept = head.header("accept");
        if (accept.contains("json") == accept.contains("msgpack")) {
            return came;
        }
        return accept.contains("json") ? Encoding.JSON : Encoding.MSGPACK;
    }

    /** Sends; to a client that has let go of the connection, nothing. */
    @Override
    public void send(Content content, Bindings bindings) {
        try {
            answer(content, bindings);
        } catch (IOException e) {
            ended(e.toString());
        }
    }

    private void answer(Content content, Bindings bindings) throws IOException {
        switch (content) {
            case Content.Frame given
            when answer.isStreaming() -> answer.event((ObjectNode) event(given.term(), bindings));
            case Content.Frame given -> {
                ObjectNode made = completed(given.term(), bindings);
                respond(made.path("error").path("code").asInt(200), Map.of(), made);
            }
            case Content.Status status -> {
                Map<String, String> headers = new LinkedHashMap<>();
                status.headers()
                        .forEach((name, term) ->
                                headers.put(name, Template.make(term, bindings).asText()));
                if (status.body() != null) {
                    respond(status.status(), headers, completed(status.body(), bindings));
                } else if (isStream() && status.status() == 200) {
                    answer.beginStream(headers);
                } else {
                    answer.whole(status.status(), headers, "text/plain", new byte[0]);
                }
            }
            case Content.RawText text ->
                answer.part(Template.make(text.text(), bindings).asText());
            case Content.End end -> answer.endStream();
            default -> throw Failure.skip("A server cannot send this over HTTP.");
        }
    }

    /** Answers with a frame. */
    void respond(int status, Map<String, String> headers, ObjectNode made) throws IOException {
        Encoding as = wanted();
        answer.whole(status, headers, as.contentType(), as.write(made));
    }

    private ObjectNode completed(Term term, Bindings bindings) {
        if (Template.make(term, bindings) instanceof ObjectNode made && term instanceof Term.Members members) {
            if (!members.members().containsKey("correl_id")
                    && made.path("type").asText().matches("response|error|pong")
                    && frame.has("id")) {
                made.set("correl_id", frame.get("id"));
            }
            ClientLink.complete(made, members);
            return made;
        }
        throw Failure.of("an answer over HTTP is an object.");
    }

    /** The fields of a server-sent event; those of a frame's event where a frame is written. */
    private static JsonNode event(Term term, Bindings bindings) {
        JsonNode made = Template.make(term, bindings);
        if (!(made instanceof ObjectNode given) || !(term instanceof Term.Members members)) {
            throw Failure.of("a server-sent event is an object.");
        }
        boolean whole = given.path("type").asText().equals("event");
        ObjectNode data = whole ? given : given.path("data") instanceof ObjectNode inner ? inner : given.objectNode();
        Term.Members written =
                whole || !(members.members().get("data") instanceof Term.Members inner) ? members : inner;
        ClientLink.complete(data, written);
        if (!whole) {
            return given;
        }
        ObjectNode fields = given.objectNode();
        fields.set("id", given.path("id"));
        fields.set("event", given.path("data").path("type"));
        fields.set("data", given);
        return fields;
    }

    /** The client has ended the connection before another request. */
    void ended(String reason) {
        inbox.put(new Received.Ended(1006, reason));
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public String lastId() {
        return frame.path("id").asText();
    }

    @Override
    public void cut(boolean half) throws IOException {
        if (socket.isClosed()) {
            return; // the client has let go of it
        }
        if (half) {
            socket.shutdownOutput();
        } else {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() {
        // the connection is the door's, which closes them all
    }

    @Override
    public String toString() {
        return method() + " " + target() + (frame.isEmpty() ? "" : " " + frame);
    }
}
