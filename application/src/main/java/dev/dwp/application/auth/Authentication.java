package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Identity;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out who is speaking, with the protocol's answers for those it does not know (PROTOCOL §4.1). Thread-safe. */
public final class Authentication {
    private final Authenticator authenticator;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Counts the changes of credentials, so that a login that overlapped one can tell. */
    private final AtomicLong changes = new AtomicLong();

    /** Asks this authenticator; ends come by this clock. */
    public Authentication(Authenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
        authenticator.whenChanged(this::changed);
    }

    /**
     * The identity behind a token.
     *
     * @throws Refusal 401 when there is no token, nobody knows it, or it has expired
     */
    public Identity identify(@Nullable String token) {
        Credential credential = credential(token);
        return known(credential, authenticator.authenticate(credential));
    }

    /**
     * The same for a connection that lasts: the identity can be looked up again.
     *
     * @throws Refusal 401 as {@link #identify}
     */
    public Login logIn(@Nullable String token) {
        long asOf = changes.get();
        Credential credential = credential(token);
        Identity identity = known(credential, authenticator.authenticate(credential));
        return new Login(identity, authenticator.recheck(credential), asOf);
    }

    /**
     * The login as its credential stands now.
     *
     * @throws Refusal 401 when the credential has expired, was withdrawn, or stands for another identity
     */
    public Login renew(Login login) {
        long asOf = changes.get();
        Identity now = login.recheck
                .get()
                .filter(login.identity::sameSubject)
                .orElseThrow(() -> Refusal.unauthenticated("The token of this connection was withdrawn."));
        return new Login(unexpired(now), login.recheck, asOf);
    }

    /** Whether credentials have changed since a login was looked up. */
    public boolean outdated(Login login) {
        return changes.get() != login.asOf;
    }

    /**
     * The identity of a login, whose end may have come since.
     *
     * @throws Refusal 401 when it has
     */
    public Identity current(Login login) {
        return unexpired(login.identity);
    }

    /** Registers what is to be run whenever credentials were added, changed or withdrawn. */
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        changes.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    private static Credential credential(@Nullable String token) {
        return new Credential(token == null ? "" : token);
    }

    private Identity known(Credential credential, Optional<Identity> found) {
        return unexpired(found.orElseThrow(() -> Refusal.unauthenticated(
                credential.token().isEmpty()
                        ? "A token is needed: in the frame's 'token' or an 'Authorization: Bearer' header."
                        : "This token is not known.")));
    }

    private Identity unexpired(Identity identity) {
        if (identity.expired(clock.instant())) {
            throw Refusal.unauthenticated("This token expired at %s; use a newer one.".formatted(identity.expiresAt()));
        }
        return identity;
    }

    /** Who has come in, and how to ask again. Each is of its own: two are the same only when they are one object. */
    public static final class Login {
        private final Identity identity;
        private final Supplier<Optional<Identity>> recheck;

        /** How many changes of credentials there had been when it was looked up. */
        private final long asOf;

        private Login(Identity identity, Supplier<Optional<Identity>> recheck, long asOf) {
            this.identity = identity;
            this.recheck = recheck;
            this.asOf = asOf;
        }

        /** Who it is, as of when it was looked up. */
        public Identity identity() {
            return identity;
        }
    }
}
