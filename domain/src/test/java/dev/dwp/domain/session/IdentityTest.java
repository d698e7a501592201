package dev.dwp.domain.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Refusals;
import dev.dwp.domain.scope.Scope;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        // identity's app and org, the frame's app and org, the tenant it acts for
        ",,   ,,   ,",
        ",,   a,,  a,",
        ",,   a,x, a,x",
        "a,,  ,,   a,",
        "a,,  a,,  a,",
        "a,,  a,x, a,x",
        "a,,  ,x,  a,x",
        "a,x, ,,   a,x",
        "a,x, a,,  a,x",
        "a,x, ,x,  a,x",
        "a,x, a,x, a,x",
    })
    @DisplayName("PROTOCOL §4.3: a frame narrows what its sender sees")
    void actsForWhatTheFrameNarrowsTo(
            String app, String org, String frameApp, String frameOrg, String actsForApp, String actsForOrg) {
        assertEquals(new Tenant(actsForApp, actsForOrg), of(app, org).actingFor(frameApp, frameOrg));
    }

    @ParameterizedTest
    @CsvSource({"a,, b,", "a,, b,x", "a,x, b,", "a,x, b,x", "a,x, ,y", "a,x, a,y"})
    @DisplayName("PROTOCOL §4.3: naming another tenant is 403")
    void doesNotActForOthers(String app, String org, String frameApp, String frameOrg) {
        Refusal refusal = Refusals.of(() -> of(app, org).actingFor(frameApp, frameOrg));
        assertEquals(403, refusal.body().code());
    }

    @Test
    @DisplayName("PROTOCOL §4.3: an org of no app, and what is no name, is 400")
    void namesATenant() {
        Refusals.badRequest("org", () -> of(null, null).actingFor(null, "x"));
        Refusals.badRequest("128", () -> of(null, null).actingFor("", null));
        Refusals.badRequest("128", () -> of("a", null).actingFor(null, "x".repeat(129)));
    }

    @Test
    void repeatsNoLongNameInFull() {
        for (String length : new String[] {"x".repeat(128), "x".repeat(5000)}) {
            ErrorBody body =
                    Refusals.of(() -> of(null, null).actingFor(null, length)).body();
            assertTrue(body.message().length() < 200, body.message());
        }
    }

    @Property
    @Label("PROTOCOL §4.3: whatever a frame names, nobody acts for what they do not see")
    void neverActsBeyondItsTenant(
            @ForAll("tenants") Tenant tenant, @ForAll("names") String app, @ForAll("names") String org) {
        Identity identity = of(tenant.appId(), tenant.orgId());
        try {
            Tenant acting = identity.actingFor(app, org);
            assertTrue(tenant.sees(acting));
            assertTrue(app == null || app.equals(acting.appId()));
            assertTrue(org == null || org.equals(acting.orgId()));
        } catch (Refusal refusal) {
            assertTrue(Set.of(400, 403).contains(refusal.body().code()));
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.2: a scope allows what needs it, * everything, and auth needs none")
    void mayWhatItsScopesAllow() {
        Identity reader = new Identity("reader", Tenant.NONE, EnumSet.of(Scope.JOB_READ));
        Identity all = new Identity("all", Tenant.NONE, EnumSet.of(Scope.ALL));
        Identity nothing = new Identity("nothing", Tenant.NONE, Set.of());
        assertTrue(nothing.may(null));
        for (Scope scope : Scope.values()) {
            assertEquals(scope == Scope.JOB_READ, reader.may(scope));
            assertTrue(all.may(scope));
            assertFalse(nothing.may(scope));
        }
    }

    @Test
    void keepsTheScopesThatItWasMadeWith() {
        Set<Scope> scopes = EnumSet.of(Scope.JOB_READ);
        Identity identity = new Identity("reader", Tenant.NONE, scopes);
        scopes.add(Scope.ALL);
        assertFalse(identity.may(Scope.JOB_WRITE));
    }

    @Provide
    Arbitrary<Tenant> tenants() {
        return ArbitraryTenants.tenants();
    }

    @Provide
    Arbitrary<String> names() {
        return ArbitraryTenants.names();
    }

    private static Identity of(String app, String org) {
        return new Identity("someone", new Tenant(app, org), Set.of());
    }
}
