package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Identity;
import org.jspecify.annotations.Nullable;

/** Finds out who is speaking, with the protocol's answers for those it does not know (PROTOCOL §4.1). Thread-safe. */
public final class Authentication {
    private final Authenticator authenticator;

    /** Asks this authenticator. */
    public Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * The identity behind a token.
     *
     * @throws Refusal 401 when there is no token or nobody knows it
     */
    public Identity identify(@Nullable String token) {
        return authenticator
                .authenticate(new Credential(token == null ? "" : token))
                .orElseThrow(() -> Refusal.unauthenticated(
                        token == null || token.isEmpty()
                                ? "A token is needed: in the frame's 'token' or an 'Authorization: Bearer' header."
                                : "This token is not known."));
    }
}
