package dev.dwp.application.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §4.1 authenticators")
class AuthenticatorTest {
    private static final Identity SHOP = identity("shop");
    private static final Identity BANK = identity("bank");

    private static Identity identity(String name) {
        return new Identity(name, new Tenant(name, null), Set.of(Scope.JOB_READ));
    }

    private static ApiKey key(String token, Identity identity) {
        return new ApiKey(TokenHash.of(token), identity);
    }

    private static Optional<Identity> ask(Authenticator authenticator, String token) {
        return authenticator.authenticate(new Credential(token));
    }

    @Test
    void aTokenStandsForItsOwnIdentityAndNoOther() {
        Authenticator keys = new ApiKeyAuthenticator(List.of(key("shop-token", SHOP), key("bank-token", BANK)));

        assertEquals(Optional.of(SHOP), ask(keys, "shop-token"));
        assertEquals(Optional.of(BANK), ask(keys, "bank-token"));
    }

    @Test
    void whatIsNearlyATokenIsNone() {
        Authenticator keys = new ApiKeyAuthenticator(List.of(key("shop-token", SHOP)));

        for (String wrong : List.of("", " ", "shop-toke", "shop-tokem", "Shop-token", "shop-token ", "shop-token\0")) {
            assertEquals(Optional.empty(), ask(keys, wrong), "'" + wrong + "'");
        }
    }

    @Test
    void theHashOfATokenIsNotAToken() {
        String hex = "c2a73fcf61dfbdcadc79a10ba330b2ef5eb66fc0a6735ed69b796bb3c97b97ae";
        Authenticator keys = new ApiKeyAuthenticator(List.of(new ApiKey(TokenHash.ofHex(hex), SHOP)));

        assertEquals(Optional.of(SHOP), ask(keys, "the-token"));
        assertEquals(Optional.empty(), ask(keys, hex));
    }

    @Test
    void noTokenIsNeverRightEvenWhereTheHashOfNothingIsAKey() {
        assertEquals(Optional.empty(), ask(new ApiKeyAuthenticator(List.of(key("", SHOP))), ""));
    }

    @Test
    void findsEachOfManyKeys() {
        List<ApiKey> many = IntStream.range(0, 10_000)
                .mapToObj(n -> key("token-" + n, identity("app-" + n)))
                .toList();
        Authenticator keys = new ApiKeyAuthenticator(many);

        assertEquals("app-0", ask(keys, "token-0").orElseThrow().subject());
        assertEquals("app-9999", ask(keys, "token-9999").orElseThrow().subject());
        assertEquals(Optional.empty(), ask(keys, "token-10000"));
    }

    @Test
    void refusesTwoKeysWithOneToken() {
        List<ApiKey> twice = List.of(key("the-token", SHOP), key("the-token", BANK));

        String message = assertThrows(IllegalArgumentException.class, () -> new ApiKeyAuthenticator(twice))
                .getMessage();
        assertTrue(message.contains("shop") && message.contains("bank") && !message.contains("the-token"), message);
    }

    @Test
    void nothingThatIsPrintedShowsATokenOrItsHash() {
        assertEquals("TokenHash[hidden]", TokenHash.of("the-token").toString());
        assertFalse(key("the-token", SHOP).toString().contains("the-token"));
        assertFalse(new Credential("the-token").toString().contains("the-token"));
    }

    @Test
    void aHashIsReadInEitherCaseAndNotOtherwise() {
        String hex = "c2a73fcf61dfbdcadc79a10ba330b2ef5eb66fc0a6735ed69b796bb3c97b97ae";

        assertEquals(TokenHash.of("the-token"), TokenHash.ofHex(hex));
        assertEquals(TokenHash.of("the-token"), TokenHash.ofHex(hex.toUpperCase(Locale.ROOT)));
        for (String wrong : List.of("", "the-token", hex.substring(1), hex + "0", "g" + hex.substring(1))) {
            String message = assertThrows(IllegalArgumentException.class, () -> TokenHash.ofHex(wrong))
                    .getMessage();
            assertFalse(message.contains("the-token"), message);
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.1, §4.3 none: everyone is an operator")
    void withoutAuthenticationEveryoneIsAnOperator() {
        for (String token : List.of("", "anything")) {
            Identity anyone = ask(new NoAuthenticator(), token).orElseThrow();
            assertEquals(Tenant.NONE, anyone.tenant());
            assertEquals(Set.of(Scope.ALL), anyone.scopes());
        }
    }

    @Test
    void theFirstOfSeveralThatKnowsATokenDecidesAndTheRestAreNotAsked() {
        List<String> asked = new ArrayList<>();
        Authenticator first = credential -> {
            asked.add("first");
            return credential.token().equals("both") ? Optional.of(SHOP) : Optional.empty();
        };
        Authenticator second = credential -> {
            asked.add("second");
            return Optional.of(BANK);
        };
        Authenticator both = new CompositeAuthenticator(List.of(first, second));

        assertEquals(Optional.of(SHOP), ask(both, "both"));
        assertEquals(List.of("first"), asked);
        assertEquals(Optional.of(BANK), ask(both, "other"));
        assertEquals(List.of("first", "first", "second"), asked);
    }

    @Test
    void noneOfSeveralKnowsAStranger() {
        Authenticator shop = new ApiKeyAuthenticator(List.of(key("shop-token", SHOP)));
        Authenticator bank = new ApiKeyAuthenticator(List.of(key("bank-token", BANK)));

        assertEquals(Optional.empty(), ask(new CompositeAuthenticator(List.of(shop, bank)), "x"));
        assertEquals(Optional.empty(), ask(new CompositeAuthenticator(List.of()), "x"));
    }

    @Test
    @DisplayName("PROTOCOL §4.1 no token is 401, and so is one that nobody knows")
    void noTokenAndAnUnknownOneAre401() {
        Authentication authentication =
                new Authentication(new ApiKeyAuthenticator(List.of(key("shop-token", SHOP))), () -> Instant.EPOCH);

        assertSame(SHOP, authentication.identify("shop-token"));
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal(authentication, null).code());
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal(authentication, "").code());
        Refusal unknown = refusal(authentication, "secret-guess");
        assertEquals(ErrorCode.UNAUTHENTICATED, unknown.code());
        assertFalse(String.valueOf(unknown.getMessage()).contains("secret-guess"));
    }

    @Test
    @DisplayName("PROTOCOL §4.1 keys are added, changed and withdrawn while they are used")
    void replacedKeysHoldAtOnceAlsoForWhoHasLoggedIn() {
        ApiKeyAuthenticator keys = new ApiKeyAuthenticator(List.of(key("shop-token", SHOP)));
        Authenticator chain = new CompositeAuthenticator(List.of(keys));
        Authentication authentication = new Authentication(chain, () -> Instant.EPOCH);
        List<String> heard = new ArrayList<>();
        authentication.whenChanged(() -> heard.add("changed"));
        Authentication.Login login = authentication.logIn("shop-token");
        assertFalse(authentication.outdated(login));

        Identity reader = new Identity(SHOP.subject(), SHOP.tenant(), Set.of(Scope.JOB_READ));
        keys.replace(List.of(key("shop-token", reader), key("bank-token", BANK)));

        assertEquals(List.of("changed"), heard);
        assertTrue(authentication.outdated(login));
        assertEquals(reader, authentication.renew(login).identity());
        assertFalse(authentication.outdated(authentication.renew(login)));
        assertEquals(BANK, authentication.identify("bank-token"));

        keys.replace(List.of(key("shop-token", BANK)));
        assertThrows(Refusal.class, () -> authentication.renew(login), "The same token of another identity");
        keys.replace(List.of());
        assertThrows(Refusal.class, () -> authentication.renew(login));
    }

    @Test
    @DisplayName("PROTOCOL §4.1 an identity ends at its end, to the instant")
    void anIdentityEndsAtItsEnd() {
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        Identity guest = new Identity("guest", Tenant.NONE, Set.of(Scope.ALL), end);
        AtomicReference<Instant> now = new AtomicReference<>(end.minusNanos(1));
        Authentication authentication =
                new Authentication(new ApiKeyAuthenticator(List.of(key("guest-token", guest))), now::get);
        Authentication.Login login = authentication.logIn("guest-token");
        assertEquals(guest, authentication.current(login));

        now.set(end);
        assertThrows(Refusal.class, () -> authentication.current(login));
        assertThrows(Refusal.class, () -> authentication.renew(login));
        assertTrue(refusal(authentication, "guest-token").getMessage().contains("2026-01-01T00:00:00Z"));
    }

    private static Refusal refusal(Authentication authentication, String token) {
        return assertThrows(Refusal.class, () -> authentication.identify(token));
    }
}
