package dev.dwp.application.auth;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.session.Identity;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Knows a fixed set of tokens by their hashes (PROTOCOL §4.1). A look-up costs the same for one key and for a million.
 * Immutable.
 *
 * <p>How long a look-up takes tells nothing about a token. What is looked up is the SHA-256 of what was sent: whoever sends
 * it cannot steer it towards a hash that he does not know, so that a guess which is nearly right lands as far from it as any
 * other. The comparison that follows a hit in the table takes constant time ({@link TokenHash#equals}).
 */
public final class ApiKeyAuthenticator implements Authenticator {
    private final Map<TokenHash, Identity> keys;

    /**
     * Knows these keys.
     *
     * @throws IllegalArgumentException when two of them have the same token
     */
    public ApiKeyAuthenticator(Collection<ApiKey> keys) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::hash, ApiKey::identity, (one, other) -> {
            throw new IllegalArgumentException(
                    "The keys of '%s' and '%s' have the same token.".formatted(one.subject(), other.subject()));
        }));
    }

    @Override
    public Optional<Identity> authenticate(Credential credential) {
        if (credential.token().isEmpty()) {
            return Optional.empty(); // no token, even where someone configured the hash of nothing
        }
        return Optional.ofNullable(keys.get(TokenHash.of(credential.token())));
    }
}
