package dev.dwp.domain.session;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Tenants of few names, so that they often meet. */
final class ArbitraryTenants {
    private ArbitraryTenants() {}

    static Arbitrary<Tenant> tenants() {
        return Combinators.combine(names(), names())
                .as((app, org) -> new Tenant(app, app == null ? null : org))
                .withoutEdgeCases();
    }

    static Arbitrary<String> names() {
        return Arbitraries.of("a", "b").injectNull(0.3).withoutEdgeCases();
    }
}
