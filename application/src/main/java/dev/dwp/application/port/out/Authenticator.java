package dev.dwp.application.port.out;

import dev.dwp.domain.session.Identity;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows who a credential stands for (PROTOCOL §4.1). Thread-safe. */
@FunctionalInterface
public interface Authenticator {

    /** The identity behind a credential; empty when it is not known. */
    Optional<Identity> authenticate(Credential credential);

    /**
     * Asks later what the credential stands for by then: a session asks again when {@link #whenChanged} calls and when its
     * identity ends. The default keeps the credential in memory for as long as the session lasts; an authenticator that can
     * do with less, such as a hash, overrides this.
     */
    default Supplier<Optional<Identity>> recheck(Credential credential) {
        return () -> authenticate(credential);
    }

    /**
     * Registers what is to be run whenever credentials were added, changed or withdrawn, so that open sessions follow at
     * once. The default never runs it: then a credential holds in an open session until its identity's own end.
     */
    default void whenChanged(Runnable listener) {}
}
