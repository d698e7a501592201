package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that every frame of a client keeps. One for each connection; its reader and the dialogue's thread use it. */
final class ClientRules {
    private final Encoding asked;

    /** The ids of requests that wait for an answer; guarded by {@code this}, as what follows. */
    private final Set<String> open = new HashSet<>();

    private boolean first = true;
    private Encoding encoding = Encoding.JSON;

    /** For a client that was told to use that format. */
    ClientRules(Encoding asked) {
        this.asked = asked;
    }

    synchronized boolean isFirst() {
        return first;
    }

    /** The format in which the server sends. */
    synchronized Encoding encoding() {
        return encoding;
    }

    /** The server is about to send. */
    synchronized void sent(JsonNode frame) {
        open.remove(frame.path("correl_id").asText());
    }

    /** Tells which rule the frame breaks; empty where it keeps all. */
    synchronized Optional<String> received(JsonNode frame, Encoding came) {
        @Nullable String broken = broken(frame, came);
        first = false;
        return Optional.ofNullable(broken).map(rule -> rule + ": " + Listening.shown(frame.toString()));
    }

    private @Nullable String broken(JsonNode frame, Encoding came) {
        String type = frame.path("type").asText(frame.has("method") ? "request" : "");
        if (!type.matches("request|ping|pong")) {
            return "PROTOCOL §2: a client sends requests, pings and pongs";
        }
        if (first) {
            if (!frame.path("method").asText().equals("auth")) {
                return "PROTOCOL §4.1: the first frame of a connection is auth";
            }
            encoding = Encoding.of(frame.path("data").path("format").asText("json"));
            if (encoding != asked) {
                return "PROTOCOL §3: the client was told to use " + asked.format();
            }
        } else if (came != encoding) {
            return "PROTOCOL §3: the client sends in the format that it asked for, " + encoding.format();
        }
        String id = frame.path("id").asText("");
        boolean asks = type.equals("request") && frame.has("method");
        if (asks && (id.isEmpty() || id.length() > 128)) {
            return "PROTOCOL §2: a request has an id of at most 128 characters, or its answer cannot be told";
        }
        if (asks && !open.add(id)) {
            return "PROTOCOL §2: no two requests under way have the same id";
        }
        return null;
    }
}
