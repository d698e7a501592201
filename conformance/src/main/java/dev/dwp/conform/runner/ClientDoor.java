package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Term;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runner's side of a client over HTTP: calls come as requests to {@code …/rpc}, streams are requests to {@code …/sse}. Each
 * connection has a thread, which puts what comes; the dialogue's thread takes.
 */
final class ClientDoor implements Link {
    private final Inbox inbox = new Inbox();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Encoding asked;
    private final boolean authenticates;
    private final boolean answersPings;
    private final String jobState;
    private final Consumer<String> violations;

    /**
     * Waits for requests.
     *
     * @param asked the format that the client was told to use
     * @param authenticates the runner answers {@code auth} by itself
     * @param answersPings the runner answers DWP pings by itself
     * @param jobState of the job by which the runner answers {@code job.get} by itself; empty where the dialogue answers
     */
    ClientDoor(
            Encoding asked, boolean authenticates, boolean answersPings, String jobState, Consumer<String> violations) {
        this.jobState = jobState;
        this.asked = asked;
        this.authenticates = authenticates;
        this.answersPings = answersPings;
        this.violations = violations;
    }

    /** Takes the requests of a connection, of which the first head has been read, to its end. */
    void serve(Socket socket, BufferedInputStream in, HttpHead first) throws IOException {
        sockets.add(socket);
        HttpHead head = first;
        while (true) {
            ClientRequest exchange = exchange(socket, head, head.octets(in));
            take(exchange);
            if (!hasMore(in, exchange)) {
                socket.close();
                return;
            }
            head = HttpHead.read(in);
        }
    }

    /** Waits for the next request, or the end, which the exchange under way is told of. */
    private static boolean hasMore(BufferedInputStream in, ClientRequest exchange) {
        try {
            in.mark(1);
            if (in.read() < 0) {
                exchange.ended("the client has ended it");
                return false;
            }
            in.reset();
            return true;
        } catch (IOException e) {
            exchange.ended(e.toString());
            return false;
        }
    }

    private ClientRequest exchange(Socket socket, HttpHead head, byte[] body) throws IOException {
        Encoding came = head.header("content-type").contains("msgpack") ? Encoding.MSGPACK : Encoding.JSON;
        JsonNode frame = Encoding.MAPPER.createObjectNode();
        if (body.length > 0) {
            try {
                frame = came.read(body);
            } catch (IOException | RuntimeException e) {
                violations.accept("PROTOCOL §3: the body of a request cannot be read as " + came.format() + ": " + e);
            }
        }
        return new ClientRequest(socket, head, frame, came);
    }

    private void take(ClientRequest exchange) throws IOException {
        @Nullable String broken = broken(exchange);
        if (broken != null) {
            violations.accept(broken + ": " + Listening.shown(exchange.toString()));
        }
        JsonNode frame = exchange.frame();
        if (authenticates && frame.path("method").asText().equals("auth")) {
            ObjectNode data = identity();
            data.put("format", asked.format());
            exchange.respond(200, Map.of(), answer("response", frame, data));
        } else if (answersPings && frame.path("type").asText().equals("ping")) {
            exchange.respond(200, Map.of(), answer("pong", frame, null));
        } else if (!jobState.isEmpty() && frame.path("method").asText().equals("job.get")) {
            exchange.respond(200, Map.of(), answer("response", frame, job(frame)));
        } else {
            inbox.put(new Received.Asked(exchange));
        }
    }

    private ObjectNode job(JsonNode asked) {
        String then = "2026-01-31T10:30:01Z";
        ObjectNode job = Encoding.MAPPER.createObjectNode();
        job.set("id", asked.path("data").path("job_id"));
        job.put("name", "echo").put("queue", "default").put("state", jobState).putNull("payload");
        job.put("priority", 0).put("max_retries", 3).put("retry_count", 0).put("timeout_ms", 300000);
        job.put("run_at", then).put("created_at", then).put("updated_at", then).putArray("attempts");
        if (jobState.equals("completed")) {
            job.put("result", "done").put("completed_at", then);
        }
        return job;
    }

    /** The rule that a request breaks; null where it keeps all. */
    private @Nullable String broken(ClientRequest exchange) {
        if (exchange.token().isEmpty()) {
            return "PROTOCOL §4.1: a request presents a token";
        }
        if (exchange.isStream()) {
            return exchange.method().equals("GET")
                            && exchange.wish().path("channel").isTextual()
                    ? null
                    : "PROTOCOL §7.5: a stream is a GET that names its channel";
        }
        JsonNode frame = exchange.frame();
        if (!exchange.method().equals("POST") || !exchange.target().equals(PlayedServer.PATH + "/rpc")) {
            return "PROTOCOL §1: calls are posted to " + PlayedServer.PATH + "/rpc";
        }
        if (!frame.path("type").asText(frame.has("method") ? "request" : "").matches("request|ping")) {
            return "PROTOCOL §2: a client asks by requests and pings";
        }
        String type = String.join("", exchange.headers().getOrDefault("content-type", List.of()));
        return type.startsWith(asked.contentType())
                ? null
                : "PROTOCOL §3: the client was told to use " + asked.format();
    }

    /** What a server tells of whoever presents a token. */
    static ObjectNode identity() {
        ObjectNode data = Encoding.MAPPER.createObjectNode();
        data.put("subject", "somebody").put("app_id", "app").put("org_id", "org");
        data.putArray("scopes").add("*");
        return data;
    }

    private static ObjectNode answer(String type, JsonNode asked, @Nullable ObjectNode data) {
        ObjectNode answer = Encoding.MAPPER.createObjectNode().put("type", type);
        if (asked.has("id")) {
            answer.set("correl_id", asked.get("id"));
        }
        if (data != null) {
            answer.set("data", data);
        }
        ClientLink.complete(answer, new Term.Members(Map.of(), false));
        return answer;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public String lastId() {
        return "";
    }

    @Override
    public void send(Content content, Bindings bindings) {
        throw Failure.of("nothing was asked that this could answer.");
    }

    @Override
    public void cut(boolean half) {
        throw Failure.of("no line has taken a request that could be cut.");
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                violations.accept("The connection cannot be closed: " + e);
            }
        }
    }
}
