package dev.dwp.client.transport;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The token of all requests until the server refuses it. Thread-safe; asks for tokens one at a time, and may block. */
final class HttpTokens {
    private final Credentials credentials;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private @Nullable String token;

    HttpTokens(Credentials credentials) {
        this.credentials = credentials;
    }

    String token() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (token == null) {
                token = ask();
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    /** A token that is asked for now, to be tried before others are made to {@link #use} it. */
    String fresh() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return ask();
        } finally {
            lock.unlock();
        }
    }

    /** Makes it the token of the requests to come. */
    void use(String accepted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            token = accepted;
        } finally {
            lock.unlock();
        }
    }

    /** Asks for another token after a refusal; false when there is none. */
    boolean renew() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            String fresh = ask();
            boolean other = !fresh.equals(token);
            token = fresh;
            return other;
        } finally {
            lock.unlock();
        }
    }

    private String ask() throws InterruptedException {
        try {
            return credentials.token();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Tokens.missing(e);
        }
    }
}
