package dev.dwp.bootstrap.config;

import static dev.dwp.bootstrap.config.Configurations.load;
import static dev.dwp.bootstrap.config.Configurations.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in. */
class AuthSettingsTest {
    private static final String SHOP = "auth.key.shop.token=the-token\nauth.key.shop.scopes=*\n";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("PROTOCOL §4.1, §4.3 a key has a token, a subject, a tenant and scopes")
    void aKeyIsReadWithAllThatBelongsToIt() {
        List<ApiKey> keys = load(folder, """
                        auth.key.shop.token=the-token
                        auth.key.shop.subject=Shop
                        auth.key.shop.app=shop
                        auth.key.shop.org=north
                        auth.key.shop.scopes=job:read, job:write
                        auth.key.ops.token-sha256=%s
                        auth.key.ops.scopes=*
                        """.formatted("0".repeat(64))).auth().keys();

        assertEquals(
                List.of(
                        new ApiKey(
                                TokenHash.ofHex("0".repeat(64)), new Identity("ops", Tenant.NONE, Set.of(Scope.ALL))),
                        new ApiKey(
                                TokenHash.of("the-token"),
                                new Identity(
                                        "Shop", new Tenant("shop", "north"), Set.of(Scope.JOB_READ, Scope.JOB_WRITE)))),
                keys);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    auth.key.a.scopes=*                                     | auth.key.a has no token
                    auth.key.a.token=t                                      | auth.key.a.scopes is not set
                    auth.key.a.token=t;auth.key.a.scopes=,                  | auth.key.a.scopes is not set
                    auth.key.a.token=t;auth.key.a.scopes=job:reed           | one or more of *, queue:read, queue:write, job:read, job:write
                    auth.key.a.token=t;auth.key.a.token-sha256=SHA          | are both set
                    auth.key.a.token=t;auth.key.a.scopes=*;auth.key.a.org=o | auth.key.a.org is set without auth.key.a.app
                    auth.key.a.token-sha256=1234                            | 64 hexadecimal digits
                    auth.key.a.token-sha256=EMPTY                           | 64 hexadecimal digits
                    auth.key.a.token=t;auth.key.a.scopes=*;auth.key.b.token=t;auth.key.b.scopes=* | auth.key.a and auth.key.b have the same token
                    """)
    void aKeyThatCannotBeMeantIsRefused(String lines, String reason) {
        String sentence = refusal(
                folder,
                lines.replace(';', '\n')
                        .replace("SHA", "0".repeat(64))
                        .replace("EMPTY", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

        assertTrue(sentence.contains(reason), sentence);
    }

    @Test
    void aTokenAndItsOwnHashAreTheSameToken() {
        String hash = "c2a73fcf61dfbdcadc79a10ba330b2ef5eb66fc0a6735ed69b796bb3c97b97ae";
        String sentence = refusal(folder, SHOP + "auth.key.bank.token-sha256=" + hash + "\nauth.key.bank.scopes=*");

        assertTrue(sentence.contains("auth.key.bank and auth.key.shop have the same token"), sentence);
    }

    @Test
    void trialKeysHoldOnlyWhileNoKeyIsSet() {
        assertTrue(load(folder, "").auth().trial());
        assertEquals(4, load(folder, "").auth().keys().size());
        assertFalse(load(folder, SHOP).auth().trial());
        assertEquals(1, load(folder, SHOP).auth().keys().size());
    }

    @Test
    void withoutTheDemoThereAreNoTrialKeys() {
        AuthSettings auth = Configuration.load(new Sources(Map.of(), Map.of(), null, false))
                .configuration()
                .auth();

        assertTrue(auth.closed());
        assertFalse(auth.trial());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "2001:db8::1"})
    @DisplayName("PROTOCOL §4.1 nothing that lets strangers in is served to other machines")
    void trialKeysAndNoneAreRefusedBeyondLoopback(String host) {
        String beyond = "server.host=" + host + "\n";

        assertTrue(refusal(folder, beyond).contains("trial keys"), refusal(folder, beyond));
        assertTrue(refusal(folder, beyond + "auth.none=true").contains("auth.none.force=true"));
        assertTrue(refusal(folder, beyond + SHOP + "auth.none=true").contains("auth.none.force=true"));
        assertFalse(load(folder, beyond + SHOP).auth().open());
        assertTrue(load(folder, beyond + SHOP + "auth.none=true\nauth.none.force=true")
                .auth()
                .open());
    }

    @Test
    void noneThatIsForcedBeyondLoopbackNeedsNoTrialKeys() {
        AuthSettings auth = load(folder, "server.host=0.0.0.0\nauth.none=true\nauth.none.force=true")
                .auth();

        assertTrue(auth.open());
        assertFalse(auth.trial());
        assertEquals(List.of(), auth.keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void onLoopbackBothAreFine(String host) {
        AuthSettings auth =
                load(folder, "server.host=" + host + "\nauth.none=true").auth();

        assertTrue(auth.open() && auth.trial());
    }

    @Test
    void theTrialKeysAreThoseOfTheManual() {
        Tenant demo = new Tenant("kitchen-sink", "demo-org");
        Set<Scope> all = Set.of(Scope.ALL);
        Set<Scope> reading = Set.of(Scope.JOB_READ, Scope.WORKFLOW_READ, Scope.SUBSCRIBE);

        assertEquals(
                List.of(
                        key("demo-token", "demo-user", demo, all),
                        key("other-token", "other-user", new Tenant("other-app", "other-org"), all),
                        key("read-token", "reader", demo, reading),
                        key("ops-token", "operator", Tenant.NONE, all)),
                TrialKeys.ALL);
    }

    private static ApiKey key(String token, String subject, Tenant tenant, Set<Scope> scopes) {
        return new ApiKey(TokenHash.of(token), new Identity(subject, tenant, scopes));
    }
}
