package dev.dwp.conform.dialogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads dialogues; anything that is not of the notation is refused with its line and column. */
public final class DialogueParser {
    private static final Set<String> HEADERS = Set.of("title", "section", "level", "formats", "over", "with", "needs");
    private static final Set<String> CLIENT_HEADERS =
            Set.of("title", "section", "level", "formats", "over", "auth", "job");
    private static final Set<String> REQUIRED = Set.of("title", "section", "level");

    private final String name;
    private final Source source;
    private final String text;
    private final boolean client;

    private DialogueParser(String name, String text, boolean client) {
        this.name = name;
        this.text = text.replace("\r\n", "\n");
        this.source = new Source(name + ".dwp", this.text);
        this.client = client;
    }

    /** Reads a dialogue in which the runner is the client, and a server is proven. */
    public static Dialogue server(String name, String text) {
        return new DialogueParser(name, text, false).parse();
    }

    /** Reads a dialogue in which the runner is the server, and a client is proven. */
    public static Dialogue client(String name, String text) {
        return new DialogueParser(name, text, true).parse();
    }

    private Dialogue parse() {
        int body = text.indexOf("\n\n");
        if (body < 0) {
            throw source.error(text.length(), "header lines, an empty line and the dialogue are expected");
        }
        Map<String, String> headers = headers(body + 1);
        Map<String, ConnectionSpec> connections = connections(headers.getOrDefault("with", ""));
        Set<String> needs = new TreeSet<>(list(headers.getOrDefault("needs", "")));
        List<Step> steps = steps(body + 1, connections, client || needs.contains(Dialogue.KEEPER));
        if (steps.isEmpty()) {
            throw source.error(text.length(), "the dialogue has no lines");
        }
        return new Dialogue(
                name,
                headers.getOrDefault("title", ""),
                list(headers.getOrDefault("section", "")),
                choice("level", headers.getOrDefault("level", ""), Level.class),
                formats(headers.getOrDefault("formats", "json, msgpack")),
                transports(headers.getOrDefault("over", "ws")),
                needs,
                connections,
                headers,
                steps);
    }

    private Map<String, String> headers(int end) {
        Map<String, String> headers = new HashMap<>();
        Set<String> known = client ? CLIENT_HEADERS : HEADERS;
        source.window(0, end);
        while (!source.atEnd()) {
            int start = source.position();
            String header = source.word();
            if (!known.contains(header)) {
                throw source.error(start, "'" + header + "' is no header line; these are: " + new TreeSet<>(known));
            }
            source.require(":");
            if (headers.put(header, source.line()) != null) {
                throw source.error(start, "the header line '" + header + "' stands here twice");
            }
            source.skipBlanks();
        }
        for (String required : new TreeSet<>(REQUIRED)) {
            if (headers.getOrDefault(required, "").isEmpty()) {
                throw source.error(0, "the header line '" + required + ": …' is missing");
            }
        }
        return headers;
    }

    private static List<String> list(String header) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private List<String> formats(String header) {
        List<String> formats = list(header);
        if (formats.isEmpty() || !Set.of("json", "msgpack").containsAll(formats)) {
            throw source.error(0, "'formats: " + header + "' must name json, msgpack or both");
        }
        return formats;
    }

    private List<Transport> transports(String header) {
        Transport other = client ? Transport.HTTP : Transport.RPC;
        List<Transport> transports = list(header).stream()
                .map(over -> choice("over", over, Transport.class))
                .toList();
        if (transports.isEmpty() || !Set.of(Transport.WS, other).containsAll(transports)) {
            throw source.error(0, "'over: " + header + "' must name ws, " + other.written() + " or both");
        }
        return transports;
    }

    private <E extends Enum<E>> E choice(String header, String value, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> source.error(
                        0,
                        "'%s' is no value of '%s'; these are: %s"
                                .formatted(value, header, Arrays.toString(type.getEnumConstants()))));
    }

    private Map<String, ConnectionSpec> connections(String header) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        for (String one : list(header)) {
            List<String> words = List.of(one.split(" +"));
            if (words.size() < 2) {
                throw source.error(0, "'with: " + one + "' must name a connection and its transport: a ws");
            }
            Set<String> rest = new TreeSet<>(words.subList(2, words.size()));
            boolean raw = rest.remove("raw");
            boolean slow = rest.remove("slow");
            if (rest.size() > 1 || !Set.of("other", "read", "ops").containsAll(rest)) {
                throw source.error(0, "'with: " + one + "' has words beside raw, slow and one of other, read, ops");
            }
            connections.put(
                    words.get(0),
                    new ConnectionSpec(
                            words.get(0),
                            choice("with", words.get(1), Transport.class),
                            rest.isEmpty() ? "token" : rest.iterator().next(),
                            raw,
                            slow));
        }
        return connections;
    }

    private List<Step> steps(int from, Map<String, ConnectionSpec> connections, boolean commands) {
        List<Step> steps = new ArrayList<>();
        StepParser parser = new StepParser(source, client, commands, connections.keySet());
        int position = from;
        while (position < text.length()) {
            int end = stepEnd(position);
            String written = text.substring(position, end).strip();
            if (!written.isEmpty() && !written.startsWith("#")) {
                source.window(position, end);
                steps.add(new Step(source.lineOf(position), written, parser.step()));
            }
            position = end;
        }
        return steps;
    }

    /** The end of the line that begins there, with the indented lines after it. */
    private int stepEnd(int from) {
        int end = text.indexOf('\n', from);
        while (end >= 0 && end + 1 < text.length() && (text.charAt(end + 1) == ' ' || text.charAt(end + 1) == '\t')) {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? text.length() : end + 1;
    }
}
