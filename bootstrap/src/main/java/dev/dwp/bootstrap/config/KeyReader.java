package dev.dwp.bootstrap.config;

import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code auth.key.<name>.…} for one name. */
final class KeyReader {
    private static final Form<TokenHash> TOKEN =
            Form.secret("a token without white space", text -> TokenHash.of(withoutSpace(text)));
    private static final Form<TokenHash> TOKEN_SHA256 =
            Form.secret("the SHA-256 of a token, as 64 hexadecimal digits", KeyReader::hash);
    private static final Form<Set<Scope>> SCOPES = Form.of(
            Arrays.stream(Scope.values())
                    .map(Scope::wireName)
                    .collect(Collectors.joining(", ", "one or more of ", ", separated by commas")),
            text -> Forms.list(text).stream().map(Scope::named).collect(Collectors.toUnmodifiableSet()));
    private static final Form<Instant> EXPIRES =
            Form.of("a time as of RFC 3339, such as 2027-01-31T10:30:00Z", KeyReader::instant);

    private final Values values;
    private final String name;

    KeyReader(Values values, String name) {
        this.values = values;
        this.name = name;
    }

    ApiKey read() {
        String subject = Objects.requireNonNullElse(find("subject", Forms.TEXT), name);
        return new ApiKey(hash(), new Identity(subject, tenant(), scopes(), find("expires", EXPIRES)));
    }

    private TokenHash hash() {
        TokenHash ofToken = find("token", TOKEN);
        TokenHash hash = find("token-sha256", TOKEN_SHA256);
        if (ofToken != null && hash != null) {
            throw new ConfigurationFailure(
                    "%s and %s are both set; leave one of them out.".formatted(key("token"), key("token-sha256")));
        }
        TokenHash either = ofToken == null ? hash : ofToken;
        if (either == null) {
            throw new ConfigurationFailure(
                    "auth.key.%s has no token; set %s or %s.".formatted(name, key("token"), key("token-sha256")));
        }
        return either;
    }

    private Tenant tenant() {
        String app = find("app", Forms.TEXT);
        String org = find("org", Forms.TEXT);
        if (app == null && org != null) {
            throw new ConfigurationFailure(
                    "%s is set without %s: an org is part of an app, so set both.".formatted(key("org"), key("app")));
        }
        try {
            return new Tenant(app, org);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationFailure("%s or %s is wrong: %s".formatted(key("app"), key("org"), e.getMessage()));
        }
    }

    private Set<Scope> scopes() {
        Set<Scope> scopes = find("scopes", SCOPES);
        if (scopes == null || scopes.isEmpty()) {
            throw new ConfigurationFailure("%s is not set, so that the key may do nothing: use %s."
                    .formatted(key("scopes"), SCOPES.accepted()));
        }
        return scopes;
    }

    private <T> @Nullable T find(String attribute, Form<T> form) {
        return values.find(Family.AUTH_KEY, name, attribute, form);
    }

    private String key(String attribute) {
        return Family.AUTH_KEY.key(name, attribute);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String withoutSpace(String token) {
        if (token.chars().anyMatch(character -> character <= ' ')) {
            throw new IllegalArgumentException("A header could not carry it.");
        }
        return token;
    }

    private static TokenHash hash(String hex) {
        TokenHash hash = TokenHash.ofHex(hex);
        if (hash.equals(TokenHash.of(""))) {
            throw new IllegalArgumentException("This is the hash of nothing.");
        }
        return hash;
    }
}
