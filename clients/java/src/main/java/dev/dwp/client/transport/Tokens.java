package dev.dwp.client.transport;

import java.util.concurrent.CompletableFuture;

/** Asks for tokens on threads of their own, since whoever gives them may have to ask a server. */
final class Tokens {
    private Tokens() {}

    /** Asks for a token; a failure of the credentials is that of the future. */
    static CompletableFuture<String> ask(Credentials credentials) {
        CompletableFuture<String> token = new CompletableFuture<>();
        Thread.ofVirtual().name("dwp-client-credentials").start(() -> {
            try {
                token.complete(credentials.token());
            } catch (Throwable e) {
                token.completeExceptionally(e);
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        return token;
    }
}
