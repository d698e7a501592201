package dev.dwp.client.transport;

import dev.dwp.client.error.ConnectionLostException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

    /** The failure of whoever needs a token. */
    static ConnectionLostException missing(@Nullable Throwable cause) {
        return new ConnectionLostException(
                "There is no token: %s.".formatted(cause == null ? "none was given" : cause.getMessage()), cause);
    }
}
