package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.ConnectionSpec;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Step;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Runs one dialogue with a server, over one transport and in one format. One thread runs it, once. */
final class Conversation implements AutoCloseable {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private final Dialogue dialogue;
    private final Transport over;
    private final Encoding encoding;
    private final Set<String> idsOfServer;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Bindings bindings = new Bindings();
    private final Listening listening = new Listening(bindings, true);
    /** Frames that broke a rule; the readers add. */
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** Of the server's keeper; null where it has none. */
    private final @Nullable Commands commands;

    private Target target;
    private @Nullable Duration within;
    private int barriers;

    Conversation(Target target, Dialogue dialogue, Transport over, Encoding encoding, Set<String> idsOfServer) {
        this.target = target;
        this.dialogue = dialogue;
        this.over = over;
        this.encoding = encoding;
        this.idsOfServer = idsOfServer;
        Commanded keeper = target.keeper();
        this.commands = keeper == null ? null : new Commands(keeper, bindings);
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

    /** Where the server is now; its keeper may have moved it. */
    Target target() {
        return target;
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
        return "line " + step.line() + ": " + Listening.shown(step.source()) + "\n    ";
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
                    listening.expect(link(expect.connection()), expect, limit());
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
            case Step.Command command -> keeper().give(command);
            case Step.CommandAnswer answer -> {
                String url =
                        keeper().answer(answer, limit()).path("ok").path("url").asText();
                target = url.isEmpty() ? target : target.movedTo(URI.create(url));
                within = null;
            }
        }
    }

    private Commands keeper() {
        if (commands == null) {
            throw Failure.skip("It needs a keeper (--keeper).");
        }
        return commands;
    }

    private Link link(String name) throws IOException, InterruptedException {
        @Nullable Link link = links.get(name);
        return link == null ? open(name, Map.of()) : link;
    }

    private Link open(String name, Map<String, String> headers) throws IOException, InterruptedException {
        ConnectionSpec spec =
                dialogue.connections().getOrDefault(name, new ConnectionSpec(name, over, "token", false, false));
        Link link = spec.transport() == Transport.WS
                ? new WebSocketLink(() -> target, spec, encoding, idsOfServer, violations::add)
                : new HttpLink(() -> target, spec, encoding, idsOfServer, violations::add);
        links.put(name, link);
        link.open(headers);
        return link;
    }

    private void barrier(Link link) throws IOException, InterruptedException {
        String id = "barrier-" + ++barriers;
        ObjectNode ping = JsonNodeFactory.instance.objectNode().put("id", id).put("type", "ping");
        link.send(new Content.Frame(new Term.Literal(ping), null), bindings);
        Optional<Received> pong =
                link.inbox().take(message -> Listening.isEnd(message) || answers(message, id), limit());
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
                    link.inbox().take(message -> Listening.isEnd(message) || answers(message, link.lastId()), limit());
            Optional<String> mismatch = answer.map(
                            message -> listening.mismatch(new Content.Frame(ask.answer(), null), message, link))
                    .orElse(Optional.of("nothing came within " + limit() + "."));
            if (mismatch.isEmpty()) {
                return;
            }
            if (answer.isEmpty() || Listening.isEnd(answer.get()) || System.nanoTime() > deadline) {
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

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }
}
