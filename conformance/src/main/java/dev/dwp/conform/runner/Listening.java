package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Matching;
import dev.dwp.conform.dialogue.Mismatch;
import dev.dwp.conform.dialogue.Step;
import dev.dwp.conform.dialogue.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits for messages and holds them against what a dialogue expects. The dialogue's thread uses it. */
final class Listening {
    private static final int LONGEST_SHOWN = 600;
    private static final int MOST_SHOWN = 8;

    private final Bindings bindings;
    private final boolean ofServers;

    /** For messages of servers, or of clients: a server's answers name what they answer. */
    Listening(Bindings bindings, boolean ofServers) {
        this.bindings = bindings;
        this.ofServers = ofServers;
    }

    /** Waits for what a line expects, and tells which message it was; empty where the line takes none. */
    Optional<Received> expect(Link link, Step.Expect expect, Duration limit) throws InterruptedException {
        Content content = expect.content();
        return switch (expect.mode()) {
            case NEVER -> {
                never(link, content);
                yield Optional.empty();
            }
            case AMONG -> Optional.of(among(link, content, limit));
            case SKIPPING -> Optional.of(skipping(link, content, limit));
            case NEXT -> {
                if (content instanceof Content.Nothing) {
                    nothing(link);
                    yield Optional.empty();
                }
                Received next = next(link, content, limit);
                Optional<String> mismatch = mismatch(content, next, link);
                if (mismatch.isPresent()) {
                    throw Failure.of(mismatch.get() + "\n    in " + shown(next.toString()));
                }
                yield Optional.of(next);
            }
        };
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

    private Received among(Link link, Content content, Duration limit) throws InterruptedException {
        Optional<Received> found =
                link.inbox().take(message -> mismatch(content, message, link).isEmpty(), limit);
        if (found.isEmpty()) {
            throw Failure.of(
                    "it did not come within " + limit + ". " + came(link.inbox().all()));
        }
        return found.get();
    }

    private Received skipping(Link link, Content content, Duration limit) throws InterruptedException {
        List<Received> dropped = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Received> next = link.inbox().take(message -> true, left);
            if (next.isEmpty()) {
                throw Failure.of("it did not come within " + limit + ". " + came(dropped));
            }
            if (mismatch(content, next.get(), link).isEmpty()) {
                return next.get();
            }
            if (next.get() instanceof Received.Ended) {
                throw Failure.of("the connection ended before it came: " + next.get() + ". " + came(dropped));
            }
            dropped.add(next.get());
        }
    }

    private static Received next(Link link, Content content, Duration limit) throws InterruptedException {
        boolean control = content instanceof Content.Control;
        Optional<Received> next =
                link.inbox().take(message -> control == (message instanceof Received.Control) || isEnd(message), limit);
        return next.orElseThrow(() -> Failure.of("nothing came within " + limit + "."));
    }

    static boolean isEnd(Received message) {
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
    Optional<String> mismatch(Content content, Received message, Link link) {
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
            case Content.Request request -> requestMismatch(request, message);
            case Content.Stream stream ->
                message instanceof Received.Asked(ClientRequest exchange) && exchange.isStream()
                        ? told(Matching.match(stream.term(), exchange.wish(), bindings))
                        : Optional.of("expected a request for events, got " + shown(message.toString()));
            default -> Optional.of("nothing can be expected to send this");
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
            case Received.Asked(ClientRequest exchange)
            when !exchange.isStream() -> told(Matching.match(expected.term(), exchange.frame(), bindings));
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
        if (mismatch.isEmpty() && ofServers && answersTheLast(term)) {
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

    private Optional<String> requestMismatch(Content.Request expected, Received message) {
        if (!(message instanceof Received.Asked(ClientRequest exchange))) {
            return Optional.of("expected an HTTP request, got " + shown(message.toString()));
        }
        if (!exchange.method().equals(expected.method())) {
            return Optional.of("expected " + expected.method() + ", got " + exchange.method());
        }
        Optional<String> mismatch =
                told(Matching.match(expected.target(), TextNode.valueOf(exchange.target()), bindings));
        if (mismatch.isEmpty()) {
            mismatch = headersMismatch(expected.headers(), exchange.headers());
        }
        return mismatch.isPresent() || expected.body() == null
                ? mismatch
                : told(Matching.match(expected.body(), exchange.frame(), bindings));
    }

    private Optional<String> headersMismatch(Map<String, Term> expected, Map<String, List<String>> headers) {
        for (Map.Entry<String, Term> header : expected.entrySet()) {
            List<String> values = headers.entrySet().stream()
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
        return Optional.empty();
    }

    private Optional<String> statusMismatch(Content.Status expected, Received message) {
        if (!(message instanceof Received.Http http)) {
            return Optional.of("expected an HTTP answer, got " + shown(message.toString()));
        }
        if (http.status() != expected.status()) {
            return Optional.of("expected HTTP " + expected.status() + ", got " + http.status());
        }
        Optional<String> mismatch = headersMismatch(expected.headers(), http.headers());
        if (mismatch.isPresent() || expected.body() == null) {
            return mismatch;
        }
        return told(Matching.match(
                expected.body(), http.frame() == null ? TextNode.valueOf(http.body()) : http.frame(), bindings));
    }
}
