package dev.dwp.application.port.out;

import dev.dwp.domain.session.Identity;
import java.util.Optional;

/** Knows who a credential stands for (PROTOCOL §4.1). Thread-safe. */
@FunctionalInterface
public interface Authenticator {

    /** The identity behind a credential; empty when it is not known. */
    Optional<Identity> authenticate(Credential credential);
}
