package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.bootstrap.demo.DemoHandlers;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The keeper of this project's server, on SQLite in a folder: gives out tokens, withdraws them, and restarts it. */
final class ServerKeeper implements Commanded, AutoCloseable {
    private final Path folder;
    private final ApiKeyAuthenticator keys = new ApiKeyAuthenticator(List.of());
    private final Map<String, ApiKey> known = new LinkedHashMap<>();
    private final List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    private int lives;
    private ServerUnderTest server;

    ServerKeeper(Path folder) {
        this.folder = folder;
        server = start();
    }

    private ServerUnderTest start() {
        return new ServerUnderTest(Map.of("store", "sqlite:" + folder.resolve("life-" + lives + ".db")), keys);
    }

    Target target() {
        Target kept = server.target();
        return new Target(kept.url(), kept.tokens(), kept.patience(), this);
    }

    @Override
    public int send(JsonNode command) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.add(answer);
        Thread.ofVirtual().name("keeper").start(() -> {
            try {
                answer.complete(JsonNodeFactory.instance.objectNode().set("ok", does(command)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answers.size() - 1;
    }

    @Override
    public JsonNode answer(int id, Duration limit) throws InterruptedException {
        try {
            return answers.get(id).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Failure.of("the keeper: " + e);
        }
    }

    private ObjectNode does(JsonNode command) {
        ObjectNode ok = JsonNodeFactory.instance.objectNode();
        String token = command.path("token").asText();
        switch (command.path("op").asText()) {
            case "key" -> {
                known.put(token, key(token, command));
                keys.replace(known.values());
            }
            case "withdraw" -> {
                known.remove(token);
                keys.replace(known.values());
            }
            case "restart" -> {
                server.close();
                lives += command.path("log").asText().equals("new") ? 1 : 0;
                server = start();
                ok.put("url", server.target().url().toString());
            }
            default -> throw new IllegalArgumentException("No operation: " + command);
        }
        return ok;
    }

    private static ApiKey key(String token, JsonNode command) {
        Set<Scope> scopes = new HashSet<>();
        command.path("scopes").forEach(scope -> scopes.add(Scope.named(scope.asText())));
        Instant end = command.has("ends_ms")
                ? Clock.systemUTC().instant().plusMillis(command.path("ends_ms").asLong())
                : null;
        return new ApiKey(
                TokenHash.of(token),
                new Identity("kept", DemoHandlers.TENANT, scopes.isEmpty() ? Set.of(Scope.ALL) : scopes, end));
    }

    @Override
    public void close() {
        server.close();
    }
}
