package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.session.Identity;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks several authenticators in order; the first that knows the credential decides (PROTOCOL §4.1). Immutable. */
public final class CompositeAuthenticator implements Authenticator {
    private final List<Authenticator> authenticators;

    /** Asks these, the first first. */
    public CompositeAuthenticator(List<Authenticator> authenticators) {
        this.authenticators = List.copyOf(authenticators);
    }

    @Override
    public Optional<Identity> authenticate(Credential credential) {
        for (Authenticator authenticator : authenticators) {
            Optional<Identity> known = authenticator.authenticate(credential);
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    @Override
    public Supplier<Optional<Identity>> recheck(Credential credential) {
        List<Supplier<Optional<Identity>>> checks = authenticators.stream()
                .map(authenticator -> authenticator.recheck(credential))
                .toList();
        return () -> checks.stream().flatMap(check -> check.get().stream()).findFirst();
    }

    @Override
    public void whenChanged(Runnable listener) {
        authenticators.forEach(authenticator -> authenticator.whenChanged(listener));
    }
}
