package dev.dwp.client.transport;

import dev.dwp.client.error.ConnectionLostException;
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

    /** Asks for a token anew before the next request. */
    void forget() {
        lock.lock();
        try {
            token = null;
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
            throw new ConnectionLostException("There is no token: " + e.getMessage() + ".", e);
        }
    }
}
