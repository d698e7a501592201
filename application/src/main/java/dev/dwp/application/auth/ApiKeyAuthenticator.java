package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.session.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Knows a set of tokens by their hashes, which can be replaced while it is used (PROTOCOL §4.1). A look-up costs the same for
 * one key and for a million. Thread-safe.
 *
 * <p>How long a look-up takes tells nothing about a token. What is looked up is the SHA-256 of what was sent: whoever sends
 * it cannot steer it towards a hash that he does not know, so that a guess which is nearly right lands as far from it as any
 * other. The comparison that follows a hit in the table takes constant time ({@link TokenHash#equals}).
 */
public final class ApiKeyAuthenticator implements Authenticator {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** An immutable map; written by {@link #replace}. */
    private volatile Map<TokenHash, Identity> keys;

    /**
     * Knows these keys.
     *
     * @throws IllegalArgumentException when two of them have the same token
     */
    public ApiKeyAuthenticator(Collection<ApiKey> keys) {
        this.keys = byHash(keys);
    }

    /**
     * Knows these keys from now on, and no others: open sessions of keys that are gone end, and those of changed ones go on
     * with what the key may do now.
     *
     * @throws IllegalArgumentException when two of them have the same token; nothing is replaced then
     */
    public void replace(Collection<ApiKey> others) {
        keys = byHash(others);
        listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<Identity> authenticate(Credential credential) {
        return find(credential).get();
    }

    /** Keeps the token's hash alone. */
    @Override
    public Supplier<Optional<Identity>> recheck(Credential credential) {
        return find(credential);
    }

    @Override
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    private Supplier<Optional<Identity>> find(Credential credential) {
        if (credential.token().isEmpty()) {
            return Optional::empty; // no token, even where someone configured the hash of nothing
        }
        TokenHash hash = TokenHash.of(credential.token());
        return () -> Optional.ofNullable(keys.get(hash));
    }

    private static Map<TokenHash, Identity> byHash(Collection<ApiKey> keys) {
        return keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::hash, ApiKey::identity, (one, other) -> {
            throw new IllegalArgumentException(
                    "The keys of '%s' and '%s' have the same token.".formatted(one.subject(), other.subject()));
        }));
    }
}
