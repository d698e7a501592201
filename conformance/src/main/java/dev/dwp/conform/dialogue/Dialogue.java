package dev.dwp.conform.dialogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule of the protocol as an exchange of messages.
 *
 * @param name the file's name without its ending: {@code 4.1-wrong-token}
 * @param title the rule, as a sentence
 * @param sections the sections of the contract that it proves
 * @param formats the formats in which it is run, each by itself
 * @param over the transports on which the connection without a name is run, or a client, each by itself
 * @param needs what the server must have been started with: {@code small-log}, or {@code keeper}
 * @param options header lines that only client dialogues have
 */
public record Dialogue(
        String name,
        String title,
        List<String> sections,
        Level level,
        List<String> formats,
        List<Transport> over,
        Set<String> needs,
        Map<String, ConnectionSpec> connections,
        Map<String, String> options,
        List<Step> steps) {

    /** The need of dialogues that command the server's keeper. */
    public static final String KEEPER = "keeper";

    /** The tokens of the runner that its connections present, beside those that its lines name. */
    public Set<String> tokens() {
        Set<String> tokens = new java.util.TreeSet<>();
        connections.values().forEach(connection -> tokens.add(connection.token()));
        return tokens;
    }
}
