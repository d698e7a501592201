package dev.dwp.application.session;

import dev.dwp.application.auth.Authentication;
import dev.dwp.application.auth.Authentication.Login;
import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Identity;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the login of one connection true for as long as the connection lasts (PROTOCOL §4.1): it ends with its credential, and
 * its scopes follow those of its key. Thread-safe. The lock guards every field; callbacks run outside it.
 */
final class LoginWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoginWatch.class);

    private final Authentication authentication;
    private final SessionServices.Time time;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();

    /** {@code null} before the first login. Read by any thread. */
    private volatile @Nullable Login login;

    private Wakeups.@Nullable Registration end;
    private boolean closed;

    /** Hears what becomes of a login. */
    interface Listener {
        /** The same subject may do other things from now on. */
        void changed(Identity identity);

        /** The credential is no longer valid: the connection has to end with this refusal, a 401. */
        void ended(Refusal reason);
    }

    LoginWatch(SessionServices services, Listener listener) {
        this.authentication = services.authentication();
        this.time = services.time();
        this.listener = listener;
    }

    /** Takes a login, in place of the one before. */
    void use(Login next) {
        if (replace(login, next) && authentication.outdated(next)) {
            recheck();
        }
    }

    /** Who has logged in, if anybody has, even where the end has come. */
    @Nullable
    Identity subject() {
        Login now = login;
        return now == null ? null : now.identity();
    }

    /**
     * Who may act now.
     *
     * @throws Refusal 401 when the end of the credential has come
     */
    Identity identity() {
        Login now = login;
        if (now == null) {
            throw Refusal.unauthenticated("This connection has not authenticated.");
        }
        return authentication.current(now);
    }

    /** Looks the credential up again: it may have ended, been withdrawn, or come to mean something else. */
    void recheck() {
        Login before = login;
        if (before == null) {
            return;
        }
        try {
            Login after = authentication.renew(before);
            boolean differs = !after.identity().equals(before.identity());
            if (replace(before, after) && differs) {
                listener.changed(after.identity());
            }
        } catch (Refusal e) {
            if (login == before) {
                listener.ended(e);
            }
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "Looking up the credential of an open connection failed; it is kept until its end.",
                    ForeignFailure.of(e));
        }
    }

    /** Forgets the login; nothing is called from now on but what is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stopTimer();
        } finally {
            lock.unlock();
        }
    }

    /** Puts a login in the place of another, unless that has been replaced meanwhile. */
    private boolean replace(@Nullable Login before, Login after) {
        lock.lock();
        try {
            if (closed || login != before) {
                return false;
            }
            login = after;
            stopTimer();
            Instant expiresAt = after.identity().expiresAt();
            end = expiresAt == null ? null : time.alarms().at(expiresAt, this::recheck);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void stopTimer() {
        Wakeups.Registration timer = end;
        if (timer != null) {
            timer.close();
            end = null;
        }
    }
}
