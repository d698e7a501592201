package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.node.LongNode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one step: a sign, and what belongs to it. */
final class StepParser {
    private static final Set<String> VERBS =
            Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE");

    private final Source source;
    private final TermParser terms;
    private final boolean client;
    private final boolean commands;
    private final Set<String> connections;

    /**
     * Reads steps of a source.
     *
     * @param client in a client's dialogue, in which the runner is the server
     * @param commands somebody takes commands: an adapter, or a keeper
     * @param connections those that the header names
     */
    StepParser(Source source, boolean client, boolean commands, Set<String> connections) {
        this.commands = commands;
        this.source = source;
        this.terms = new TermParser(source);
        this.client = client;
        this.connections = connections;
    }

    Step.Action step() {
        int start = source.position();
        String connection = source.word();
        if (connection.equals("let")) {
            return let();
        }
        source.skipSpaces();
        Step.Action action = signed(connection, source.take());
        boolean labelled = action instanceof Step.Command || action instanceof Step.CommandAnswer;
        if (!client && !labelled && !connection.isEmpty() && !connections.contains(connection)) {
            throw source.error(start, "no connection '" + connection + "' is named in the header line 'with'");
        }
        source.skipBlanks();
        if (!source.atEnd()) {
            throw source.error("the line should end here");
        }
        return action;
    }

    private Step.Action signed(String connection, char sign) {
        return switch (sign) {
            case '→' -> message(connection, !client);
            case '←' -> message(connection, client);
            case '⚡' -> new Step.Open(connection, headers());
            case '↻' -> new Step.Reconnect(connection, client && source.accept("×"));
            case '✂' -> cut(connection);
            case '⏸' -> new Step.Pause(connection, true);
            case '▶' -> new Step.Pause(connection, false);
            case '⇄' -> new Step.Barrier(connection);
            case '⏱' -> time();
            case '▷' -> new Step.Command(label(connection), terms.term());
            case '◁' -> new Step.CommandAnswer(label(connection), terms.term());
            default ->
                throw source.error(
                        source.position() - 1,
                        "'" + sign + "' is no sign of a dialogue; these are → ← ⚡ ↻ ✂ ⏸ ▶ ⇄ ⏱ ▷ ◁, let and #");
        };
    }

    private String label(String connection) {
        if (!commands) {
            throw source.error(
                    source.position() - 1, "only dialogues of clients, and those that need a keeper, have commands");
        }
        return connection;
    }

    private Step.Action let() {
        source.skipSpaces();
        source.require("$");
        String name = source.word();
        source.skipSpaces();
        source.require("=");
        Step.Action action = new Step.Let(name, terms.term());
        source.skipBlanks();
        if (!source.atEnd()) {
            throw source.error("the line should end here");
        }
        return action;
    }

    private Step.Action cut(String connection) {
        source.skipSpaces();
        return new Step.Cut(connection, source.accept("half"));
    }

    private Step.Action time() {
        source.skipSpaces();
        boolean within = source.accept("within");
        source.skipSpaces();
        int start = source.position();
        String amount = source.word();
        source.skipSpaces();
        String unit = source.word();
        if (!amount.matches("[0-9]{1,7}") || !Set.of("ms", "s").contains(unit)) {
            throw source.error(start, "a time is expected here, such as '300 ms' or 'within 5 s'");
        }
        Duration time = unit.equals("s")
                ? Duration.ofSeconds(Long.parseLong(amount))
                : Duration.ofMillis(Long.parseLong(amount));
        return within ? new Step.Within(time) : new Step.Elapse(time);
    }

    private Step.Action message(String connection, boolean saying) {
        int start = source.position();
        Step.Mode mode = mode();
        if (saying && mode != Step.Mode.NEXT) {
            throw source.error(start, "what the runner sends has no '~', '…' or '×'");
        }
        source.skipSpaces();
        Content content = content(saying);
        source.skipBlanks();
        if (saying && content instanceof Content.Frame frame && source.accept("until")) {
            return new Step.Ask(connection, frame, terms.term());
        }
        int times = times();
        return saying ? new Step.Say(connection, content, times) : new Step.Expect(connection, mode, content, times);
    }

    private Step.Mode mode() {
        if (source.accept("~")) {
            return Step.Mode.AMONG;
        }
        if (source.accept("…")) {
            return Step.Mode.SKIPPING;
        }
        return source.accept("×") ? Step.Mode.NEVER : Step.Mode.NEXT;
    }

    private int times() {
        source.skipBlanks();
        if (!source.accept("×")) {
            return 1;
        }
        int start = source.position();
        String times = source.word();
        if (!times.matches("[1-9][0-9]{0,4}")) {
            throw source.error(start, "a number is expected after '×'");
        }
        return Integer.parseInt(times);
    }

    private Content content(boolean saying) {
        int start = source.position();
        String word = source.word();
        source.skipSpaces();
        if (VERBS.contains(word)) {
            return request(word);
        }
        if (saying == client && word.matches("[1-5][0-9][0-9]")) {
            return status(Integer.parseInt(word));
        }
        return switch (word) {
            case "json", "msgpack" -> new Content.Frame(terms.term(), word);
            case "text" ->
                source.accept("hex") ? new Content.RawMessage(true, hex()) : new Content.RawText(terms.term());
            case "binary" -> new Content.RawMessage(false, hexAfterWord());
            case "octets" -> new Content.Octets(hexAfterWord());
            case "ws-ping" -> new Content.Control(true, terms.string());
            case "ws-pong" -> new Content.Control(false, terms.string());
            case "close" -> close();
            case "end" -> new Content.End();
            case "nothing" -> new Content.Nothing();
            case "sse" -> stream(start, saying);
            default -> {
                source.goTo(start);
                yield new Content.Frame(terms.term(), null);
            }
        };
    }

    private Content stream(int start, boolean saying) {
        if (saying || !client) {
            throw source.error(start, "only what a client sends can be a request for a stream");
        }
        return new Content.Stream(terms.term());
    }

    private Content close() {
        if (source.atEnd() || source.peek() == '\n') {
            return new Content.Close(new Term.Literal(LongNode.valueOf(1000)));
        }
        return new Content.Close(terms.term());
    }

    private String hexAfterWord() {
        source.require("hex");
        return hex();
    }

    private String hex() {
        source.skipSpaces();
        int start = source.position();
        StringBuilder digits = new StringBuilder();
        while (!source.atEnd() && source.peek() != '×') {
            char c = source.take();
            if (!Character.isWhitespace(c)) {
                digits.append(c);
            }
        }
        try {
            String hex = digits.toString().toLowerCase(Locale.ROOT);
            HexFormat.of().parseHex(hex);
            return hex;
        } catch (IllegalArgumentException e) {
            throw source.error(start, "hexadecimal digits, two for each octet, are expected here");
        }
    }

    private Content request(String verb) {
        int start = source.position();
        StringBuilder target = new StringBuilder();
        while (!source.atEnd() && !Character.isWhitespace(source.peek())) {
            target.append(source.take());
        }
        if (target.isEmpty()) {
            throw source.error(start, "a path is expected after " + verb);
        }
        Map<String, Term> headers = headers();
        source.skipBlanks();
        @Nullable Term body = null;
        @Nullable String octets = null;
        if (source.accept("body")) {
            source.skipSpaces();
            if (source.accept("hex")) {
                octets = hex();
            } else {
                body = terms.term();
            }
        }
        return new Content.Request(verb, interpolated(target.toString()), headers, body, octets);
    }

    private static Term interpolated(String text) {
        Source inner = new Source("target", "\"" + text + "\"");
        return new TermParser(inner).term();
    }

    private Content status(int status) {
        Map<String, Term> headers = headers();
        source.skipBlanks();
        return new Content.Status(status, headers, source.accept("body") || source.peek() == '{' ? terms.term() : null);
    }

    /** Indented lines of {@code Name: term}. */
    private Map<String, Term> headers() {
        Map<String, Term> headers = new LinkedHashMap<>();
        while (true) {
            source.skipBlanks();
            int start = source.position();
            String name = source.word();
            if (name.isEmpty() || name.equals("body") || source.peek() != ':') {
                source.goTo(start);
                return headers;
            }
            source.require(":");
            headers.put(name, terms.term());
        }
    }
}
