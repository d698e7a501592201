package dev.dwp.domain.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TenantTest {
    @Property
    @Label("PROTOCOL §4.3: everyone sees their own")
    void seesItself(@ForAll("tenants") Tenant tenant) {
        assertTrue(tenant.sees(tenant));
    }

    @Property
    @Label("PROTOCOL §4.3: what is seen through another's eyes is seen")
    void seesWhatThoseSeeWhomItSees(
            @ForAll("tenants") Tenant one, @ForAll("tenants") Tenant two, @ForAll("tenants") Tenant three) {
        assertTrue(!one.sees(two) || !two.sees(three) || one.sees(three));
    }

    @Property
    @Label("PROTOCOL §4.3: two who see each other are one")
    void isSeenByNobodyElseWhomItSees(@ForAll("tenants") Tenant one, @ForAll("tenants") Tenant two) {
        assertEquals(one.equals(two), one.sees(two) && two.sees(one));
    }

    @Property
    @Label("PROTOCOL §4.3: only an operator sees what belongs to no tenant, and an operator sees all")
    void anOperatorSeesAll(@ForAll("tenants") Tenant tenant) {
        assertTrue(Tenant.NONE.sees(tenant));
        assertEquals(tenant.appId() == null, tenant.sees(Tenant.NONE));
    }

    @Example
    @Label("PROTOCOL §4.3: an app sees its orgs, an org neither its app nor its siblings, and nobody another app")
    void anOrgIsWithinItsApp() {
        Tenant app = new Tenant("a", null);
        Tenant org = new Tenant("a", "x");
        assertTrue(app.sees(org));
        assertFalse(org.sees(app));
        assertFalse(org.sees(new Tenant("a", "y")));
        assertFalse(app.sees(new Tenant("b", null)));
        assertFalse(org.sees(new Tenant("b", "x")));
    }

    @Example
    @Label("PROTOCOL §4.3: an org without an app is refused")
    void anOrgNeedsAnApp() {
        assertThrows(IllegalArgumentException.class, () -> new Tenant(null, "x"));
    }

    @Example
    void namesHave1To128Characters() {
        String longest = "x".repeat(128);
        assertEquals(longest, new Tenant(longest, longest).orgId());
        for (String wrong : new String[] {"", " ", longest + "x"}) {
            assertThrows(IllegalArgumentException.class, () -> new Tenant(wrong, null));
            assertThrows(IllegalArgumentException.class, () -> new Tenant("a", wrong));
        }
    }

    @Provide
    Arbitrary<Tenant> tenants() {
        return ArbitraryTenants.tenants();
    }
}
