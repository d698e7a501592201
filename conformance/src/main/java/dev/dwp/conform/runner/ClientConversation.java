package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Step;
import dev.dwp.conform.dialogue.Template;
import dev.dwp.conform.dialogue.Term;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Runs one dialogue with a client, over one transport and in one format: the runner is the server. One thread runs it, once. */
final class ClientConversation implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(10);

    private final Dialogue dialogue;
    private final Duration patience;
    private final PlayedServer server;
    /** Where requests come, of a client over HTTP; null over WebSocket. */
    private final @Nullable ClientDoor door;

    private final boolean authenticates;
    private final boolean answersPings;
    private final Bindings bindings = new Bindings();
    private final Listening listening = new Listening(bindings, false);
    private final Map<String, ClientLink> links = new HashMap<>();
    /** Over HTTP: the request that a line of that name took last. */
    private final Map<String, ClientRequest> exchanges = new HashMap<>();
    /** Over HTTP: what lines took, by the ids of the frames. */
    private final Map<String, ClientRequest> exchangesById = new HashMap<>();

    private final Commands commands;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    private @Nullable Duration within;

    ClientConversation(Dialogue dialogue, Transport over, Encoding encoding, Duration patience, Commanded adapter)
            throws IOException {
        this.dialogue = dialogue;
        this.patience = patience;
        this.commands = new Commands(adapter, bindings);
        this.authenticates = !dialogue.options().getOrDefault("auth", "").equals("by hand");
        this.answersPings = dialogue.steps().stream().noneMatch(ClientConversation::awaitsPing);
        this.door = over == Transport.WS
                ? null
                : new ClientDoor(
                        encoding,
                        authenticates,
                        answersPings,
                        dialogue.options().getOrDefault("job", ""),
                        violations::add);
        this.server = new PlayedServer(
                line -> new ClientLink(line, new ClientRules(encoding), authenticates, answersPings, violations::add),
                door);
        bindings.set("url", TextNode.valueOf(server.url().toString()));
        bindings.set("path", TextNode.valueOf(PlayedServer.PATH));
        bindings.set("format", TextNode.valueOf(encoding.format()));
    }

    private static boolean awaitsPing(Step step) {
        return step.action() instanceof Step.Expect expect
                && expect.content() instanceof Content.Frame frame
                && frame.term() instanceof Term.Members members
                && members.members().get("type") instanceof Term.Literal type
                && type.value().asText().equals("ping");
    }

    /** Runs it to its end; throws {@link Failure} at the first line at which the client does otherwise. */
    void run() throws InterruptedException {
        for (Step step : dialogue.steps()) {
            perform(step);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.values().forEach(ClientLink::close);
        if (door != null) {
            door.close();
        }
    }

    private void perform(Step step) throws InterruptedException {
        String at = "line " + step.line() + ": " + Listening.shown(step.source()) + "\n    ";
        try {
            perform(step.action());
        } catch (Failure e) {
            throw e.skips() ? e : Failure.of(at + e.getMessage());
        } catch (Template.UnboundName e) {
            throw Failure.of(at + e.getMessage());
        } catch (IOException e) {
            throw Failure.of(at + "the connection failed: " + e);
        }
        @Nullable String violation = violations.poll();
        if (violation != null) {
            throw Failure.of(at + violation);
        }
    }

    private void perform(Step.Action action) throws IOException, InterruptedException {
        switch (action) {
            case Step.Command command -> commands.give(command);
            case Step.CommandAnswer answer -> {
                commands.answer(answer, limit());
                within = null;
            }
            case Step.Say say -> {
                for (int i = 0; i < say.times(); i++) {
                    speaker(say).send(say.content(), bindings);
                }
            }
            case Step.Expect expect -> {
                for (int i = 0; i < expect.times(); i++) {
                    expect(expect);
                }
                within = null;
            }
            case Step.Reconnect reconnect -> reconnect(reconnect);
            case Step.Cut cut -> open(cut.connection()).cut(cut.half());
            case Step.Elapse elapse -> Inbox.elapse(elapse.duration());
            case Step.Within limit -> within = limit.limit();
            case Step.Let let -> bindings.set(let.name(), Template.make(let.term(), bindings));
            default -> throw Failure.skip("A dialogue of a client cannot do this: " + action);
        }
    }

    private void expect(Step.Expect expect) throws InterruptedException {
        String name = expect.connection();
        if (door == null) {
            ClientLink link = link(name);
            listening.expect(link, expect, limit()).ifPresent(link::taken);
        } else if (expect.content() instanceof Content.End) {
            listening.expect(open(name), expect, limit());
        } else {
            Optional<Received> taken = listening.expect(door, expect, limit());
            if (taken.orElse(null) instanceof Received.Asked(ClientRequest exchange)) {
                exchanges.put(name, exchange);
                exchangesById.put(exchange.lastId(), exchange);
            }
        }
    }

    private void reconnect(Step.Reconnect reconnect) throws InterruptedException {
        if (door == null) {
            if (!reconnect.never()) {
                arrive(reconnect.connection());
            } else if (server.arrival(A_MOMENT).isPresent()) {
                throw Failure.of("the client connected, and should not have.");
            }
        } else if (reconnect.never() && !door.inbox().all().isEmpty()) {
            throw Failure.of("the client asked, and should not have: "
                    + Listening.shown(door.inbox().all().getFirst().toString()));
        }
    }

    /** Whose line it is that the runner sends on: a frame that says what it answers goes there. */
    private Link speaker(Step.Say say) throws InterruptedException {
        if (door != null
                && say.content() instanceof Content.Frame frame
                && frame.term() instanceof Term.Members members) {
            @Nullable Term answered = members.members().get("correl_id");
            @Nullable
            ClientRequest exchange = answered == null
                    ? null
                    : exchangesById.get(Template.make(answered, bindings).asText());
            if (exchange != null) {
                return exchange;
            }
        }
        return open(say.connection());
    }

    /** The connection of that name; over HTTP, the request that its line took last. */
    private Link open(String name) throws InterruptedException {
        if (door == null) {
            return link(name);
        }
        @Nullable ClientRequest exchange = exchanges.get(name);
        return exchange == null ? door : exchange;
    }

    private Duration limit() {
        return within == null ? patience : within;
    }

    private ClientLink link(String name) throws InterruptedException {
        @Nullable ClientLink link = links.get(name);
        return link == null ? arrive(name) : link;
    }

    private ClientLink arrive(String name) throws InterruptedException {
        Optional<ClientLink> arrival = server.arrival(limit());
        if (arrival.isEmpty()) {
            throw Failure.of("the client did not connect within " + limit() + ".");
        }
        within = null;
        @Nullable ClientLink earlier = links.remove(name);
        if (earlier != null) {
            earlier.close();
        }
        links.put(name, arrival.get());
        return arrival.get();
    }
}
