package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.ConnectionSpec;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Matching;
import dev.dwp.conform.dialogue.Mismatch;
import dev.dwp.conform.dialogue.Step;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Runs one dialogue with a server, over one transport and in one format. One thread runs it, once. */
final class Conversation implements AutoCloseable {
    private static final int LONGEST_SHOWN = 600;
    private static final int MOST_SHOWN = 8;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private final Target target;
    private final Dialogue dialogue;
    private final Transport over;
    private final Encoding encoding;
    private final Set<String> idsOfServer;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Bindings bindings = new Bindings();
    /** Frames that broke a rule; the readers add. */
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    private @Nullable Duration within;
    private int barriers;

    Conversation(Target target, Dialogue dialogue, Transport over, Encoding encoding, Set<String> idsOfServer) {
        this.target = target;
        this.dialogue = dialogue;
        this.over = over;
        this.encoding = encoding;
        this.idsOfServer = idsOfServer;
        Map.of("token", "token", "other", "other_token", "read", "read_token", "ops", "ops_token")
                .forEach((token, name) -> {
                    if (target.tokens().containsKey(token)) {
                        bindings.set(name, TextNode.valueOf(target.tokens().get(token)));
                    }
                });
        bindings.set("format", TextNode.valueOf(encoding.format()));
        bindings.set("path", TextNode.valueOf(target.url().getRawPath()));
        bindings.set("authority", TextNode.valueOf(target.url().getRawAuthority()));
    }

    /** Runs it to its end; throws {@link Failure} at the first line at which the server does otherwise. */
    void run() throws InterruptedException {
        for (Step step : dialogue.steps()) {
            try {
                perform(step.action());
            } catch (Failure e) {
                throw e.skips() ? e : Failure.of(at(step) + e.getMessage());
            } catch (Template.UnboundName e) {
                if (e.getMessage() != null && e.getMessage().contains("_token")) {
                    throw Failure.skip("It needs a token that was not given: " + e.getMessage());
                }
                throw Failure.of(at(step) + e.getMessage());
            } catch (IOException e) {
                throw Failure.of(at(step) + "the connection failed: " + e);
            }
            obey(step);
        }
    }

    private void obey(Step step) {
        @Nullable String violation = violations.poll();
        if (violation != null) {
            throw Failure.of(at(step) + violation);
        }
    }

    private static String at(Step step) {
        return "line " + step.line() + ": " + shown(step.source()) + "\n    ";
    }

    private void perform(Step.Action action) throws IOException, InterruptedException {
        switch (action) {
            case Step.Say say -> {
                for (int i = 0; i < say.times(); i++) {
                    link(say.connection()).send(say.content(), bindings);
                }
            }
            case Step.Expect expect -> {
                for (int i = 0; i < expect.times(); i++) {
                    expect(expect);
                }
                within = null;
            }
            case Step.Ask ask -> ask(link(ask.connection()), ask);
            case Step.Open open -> {
                Map<String, String> headers = new HashMap<>();
                open.headers()
                        .forEach((name, term) ->
                                headers.put(name, Template.make(term, bindings).asText()));
                open(open.connection(), headers);
            }
            case Step.Reconnect reconnect -> link(reconnect.connection()).reconnect();
            case Step.Cut cut -> link(cut.connection()).cut(cut.half());
            case Step.Pause pause -> link(pause.connection()).pause(pause.paused());
            case Step.Barrier barrier -> barrier(link(barrier.connection()));
            case Step.Elapse elapse -> Inbox.elapse(elapse.duration());
            case Step.Within limit -> within = limit.limit();
            case Step.Let let -> bindings.set(let.name(), Template.make(let.term(), bindings));
            case Step.Command command -> throw Failure.skip("This dialogue is one of clients: " + command);
            case Step.CommandAnswer answer -> throw Failure.skip("This dialogue is one of clients: " + answer);
        }
    }

    private Link link(String name) throws IOException, InterruptedException {
        @Nullable Link link = links.get(name);
        return link == null ? open(name, Map.of()) : link;
    }

    private Link open(String name, Map<String, String> headers) throws IOException, InterruptedException {
        ConnectionSpec spec =
                dialogue.connections().getOrDefault(name, new ConnectionSpec(name, over, "token", false, false));
        Link link = spec.transport() == Transport.WS
                ? new WebSocketLink(target, spec, encoding, idsOfServer, violations::add)
                : new HttpLink(target, spec, encoding, idsOfServer, violations::add);
        links.put(name, link);
        link.open(headers);
        return link;
    }

    private void barrier(Link link) throws IOException, InterruptedException {
        String id = "barrier-" + ++barriers;
        ObjectNode ping = JsonNodeFactory.instance.objectNode().put("id", id).put("type", "ping");
        link.send(new Content.Frame(new Term.Literal(ping), null), bindings);
        Optional<Received> pong = link.inbox().take(message -> isEnd(message) || answers(message, id), limit());
        if (!(pong.orElse(null) instanceof Received.Frame)) {
            throw Failure.of("PROTOCOL §4.4: a ping should be answered by its pong; instead came "
                    + pong.map(Object::toString).orElse("nothing"));
        }
    }

    private void ask(Link link, Step.Ask ask) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit().toNanos();
        while (true) {
            link.send(ask.question(), bindings);
            Optional<Received> answer =
                    link.inbox().take(message -> isEnd(message) || answers(message, link.lastId()), limit());
            Optional<String> mismatch = answer.map(
                            message -> mismatch(new Content.Frame(ask.answer(), null), message, link))
                    .orElse(Optional.of("nothing came within " + limit() + "."));
            if (mismatch.isEmpty()) {
                return;
            }
            if (answer.isEmpty() || isEnd(answer.get()) || System.nanoTime() > deadline) {
                throw Failure.of("the answer never fitted; at last: " + mismatch.get());
            }
            Inbox.elapse(BETWEEN_QUESTIONS);
        }
    }

    private static boolean answers(Received message, String id) {
        return switch (message) {
            case Received.Frame frame ->
                frame.frame().path("correl_id").asText().equals(id);
            case Received.Http http -> true;
            default -> false;
        };
    }

    private Duration limit() {
        return within == null ? target.patience() : within;
    }

    private void expect(Step.Expect expect) throws IOException, InterruptedException {
        Link link = link(expect.connection());
        switch (expect.mode()) {
            case NEVER -> never(link, expect.content());
            case AMONG -> among(link, expect.content());
            case NEXT -> {
                if (expect.content() instanceof Content.Nothing) {
                    nothing(link);
                } else {
                    Received next = next(link, expect.content());
                    Optional<String> mismatch = mismatch(expect.content(), next, link);
                    if (mismatch.isPresent()) {
                        throw Failure.of(mismatch.get() + "\n    in " + shown(next.toString()));
                    }
                }
            }
            case SKIPPING -> skipping(link, expect.content());
        }
    }

    private void never(Link link, Content content) {
        for (Received message : link.inbox().all()) {
            if (mismatch(content, message, link).isEmpty()) {
                throw Failure.of("this should not have come: " + shown(message.toString()));
            }
        }
    }

    private static void nothing(Link link) {
        for (Received message : link.inbox().all()) {
            if (!(message instanceof Received.Control)) {
                throw Failure.of("nothing should have come, but " + shown(message.toString()));
            }
        }
    }

    private void among(Link link, Content content) throws InterruptedException {
        Optional<Received> found =
                link.inbox().take(message -> mismatch(content, message, link).isEmpty(), limit());
        if (found.isEmpty()) {
            throw Failure.of("it did not come within " + limit() + ". "
                    + came(link.inbox().all()));
        }
    }

    private void skipping(Link link, Content content) throws InterruptedException {
        List<Received> dropped = new ArrayList<>();
        long deadline = System.nanoTime() + limit().toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Received> next = link.inbox().take(message -> true, left);
            if (next.isEmpty()) {
                throw Failure.of("it did not come within " + limit() + ". " + came(dropped));
            }
            if (mismatch(content, next.get(), link).isEmpty()) {
                return;
            }
            if (next.get() instanceof Received.Ended) {
                throw Failure.of("the connection ended before it came: " + next.get() + ". " + came(dropped));
            }
            dropped.add(next.get());
        }
    }

    private Received next(Link link, Content content) throws InterruptedException {
        boolean control = content instanceof Content.Control;
        Optional<Received> next = link.inbox()
                .take(message -> control == (message instanceof Received.Control) || isEnd(message), limit());
        return next.orElseThrow(() -> Failure.of("nothing came within " + limit() + "."));
    }

    private static boolean isEnd(Received message) {
        return message instanceof Received.Ended;
    }

    private static String came(List<Received> messages) {
        StringBuilder told = new StringBuilder(messages.isEmpty() ? "Nothing came." : "What came:");
        messages.stream()
                .limit(MOST_SHOWN)
                .forEach(message -> told.append("\n      ").append(shown(message.toString())));
        if (messages.size() > MOST_SHOWN) {
            told.append("\n      and ").append(messages.size() - MOST_SHOWN).append(" more");
        }
        return told.toString();
    }

    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "… (" + text.length() + ")";
    }

    /** Tells how a message differs from what is expected; empty where it does not. */
    private Optional<String> mismatch(Content content, Received message, Link link) {
        return switch (content) {
            case Content.Frame frame -> frameMismatch(frame, message, link);
            case Content.Close close ->
                message instanceof Received.Ended ended
                        ? told(Matching.match(close.code(), LongNode.valueOf(ended.code()), bindings))
                        : Optional.of("expected the connection to be closed, got " + shown(message.toString()));
            case Content.End end ->
                message instanceof Received.Ended
                        ? Optional.empty()
                        : Optional.of("expected the connection to end, got " + shown(message.toString()));
            case Content.Control control ->
                message instanceof Received.Control got
                                && got.ping() == control.ping()
                                && got.text().equals(control.payload())
                        ? Optional.empty()
                        : Optional.of("expected " + control + ", got " + shown(message.toString()));
            case Content.Status status -> statusMismatch(status, message);
            default -> Optional.of("a server cannot be expected to send this");
        };
    }

    private static Optional<String> told(Optional<Mismatch> mismatch) {
        return mismatch.map(Mismatch::toString);
    }

    private Optional<String> frameMismatch(Content.Frame expected, Received message, Link link) {
        return switch (message) {
            case Received.Frame frame -> {
                if (expected.encoding() != null && frame.encoding() != Encoding.of(expected.encoding())) {
                    yield Optional.of("expected " + expected.encoding() + ", got "
                            + frame.encoding().format());
                }
                yield valueMismatch(expected.term(), frame.frame(), link);
            }
            case Received.Sse event -> told(Matching.match(expected.term(), event.event(), bindings));
            case Received.Http http
            when http.frame() != null -> {
                int code = http.frame().path("error").path("code").asInt(200);
                yield http.status() == code
                        ? valueMismatch(expected.term(), http.frame(), link)
                        : Optional.of("PROTOCOL §8: expected the HTTP status " + code + ", got " + http.status());
            }
            default -> Optional.of("expected a frame, got " + shown(message.toString()));
        };
    }

    private Optional<String> valueMismatch(Term term, JsonNode frame, Link link) {
        Optional<String> mismatch = told(Matching.match(term, frame, bindings));
        if (mismatch.isEmpty() && answersTheLast(term)) {
            String correlated = frame.path("correl_id").asText("");
            if (!correlated.equals(link.lastId())) {
                return Optional.of("$.correl_id: expected \"" + link.lastId() + "\", the last frame sent, got \""
                        + correlated + "\"");
            }
        }
        return mismatch;
    }

    /** A pattern of an answer that does not say what it answers: it answers the last frame that was sent. */
    private static boolean answersTheLast(Term term) {
        return term instanceof Term.Members members
                && !members.members().containsKey("correl_id")
                && !members.members().containsKey("channel")
                && members.members().get("type") instanceof Term.Literal type
                && Set.of("response", "error", "pong").contains(type.value().asText());
    }

    private Optional<String> statusMismatch(Content.Status expected, Received message) {
        if (!(message instanceof Received.Http http)) {
            return Optional.of("expected an HTTP answer, got " + shown(message.toString()));
        }
        if (http.status() != expected.status()) {
            return Optional.of("expected HTTP " + expected.status() + ", got " + http.status());
        }
        for (Map.Entry<String, Term> header : expected.headers().entrySet()) {
            List<String> values = http.headers().entrySet().stream()
                    .filter(one -> one.getKey().equalsIgnoreCase(header.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(List.of());
            JsonNode value = values.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(String.join(", ", values));
            Optional<String> mismatch = told(Matching.match(header.getValue(), value, bindings));
            if (mismatch.isPresent()) {
                return Optional.of(header.getKey() + mismatch.get().substring(1));
            }
        }
        if (expected.body() == null) {
            return Optional.empty();
        }
        return told(Matching.match(
                expected.body(), http.frame() == null ? TextNode.valueOf(http.body()) : http.frame(), bindings));
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }
}
