package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import org.jspecify.annotations.Nullable;

/** Tenants as columns: what is absent is an empty text, so that columns compare equal where tenants do. */
final class Tenants {
    private Tenants() {}

    static String app(Tenant tenant) {
        return orEmpty(tenant.appId());
    }

    static String org(Tenant tenant) {
        return orEmpty(tenant.orgId());
    }

    static Tenant read(String app, String org) {
        return app.isEmpty() ? Tenant.NONE : new Tenant(app, org.isEmpty() ? null : org);
    }

    private static String orEmpty(@Nullable String id) {
        return id == null ? "" : id;
    }
}
