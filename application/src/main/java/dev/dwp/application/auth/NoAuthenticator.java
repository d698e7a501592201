package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.util.Optional;
import java.util.Set;

/** Lets everyone in as an operator who may do everything, with any token or none. For development (PROTOCOL §4.1). */
public final class NoAuthenticator implements Authenticator {
    private static final Identity ANYONE = new Identity("anyone", Tenant.NONE, Set.of(Scope.ALL));

    @Override
    public Optional<Identity> authenticate(Credential credential) {
        return Optional.of(ANYONE);
    }
}
