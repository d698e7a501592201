package dev.dwp.domain.session;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.scope.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a credential stands for (PROTOCOL §4.1, §4.2, §4.3).
 *
 * @param subject a name for people and logs
 * @param tenant what it sees and owns; {@link Tenant#NONE} makes it an operator
 * @param scopes what it may do
 * @param expiresAt from when on the credential is no longer valid; {@code null} for one that has no end
 */
public record Identity(
        String subject,
        Tenant tenant,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) {

    /** Keeps its own copy of the scopes. */
    public Identity {
        scopes = Set.copyOf(scopes);
    }

    /** An identity without an end. */
    public Identity(String subject, Tenant tenant, Set<Scope> scopes) {
        this(subject, tenant, scopes, null);
    }

    /** Whether it may do what needs that scope; {@code null} needs none. */
    public boolean may(@Nullable Scope scope) {
        return scope == null || scopes.contains(Scope.ALL) || scopes.contains(scope);
    }

    /** Whether its end has come at {@code now}. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether the other is the same subject of the same tenant, whatever its scopes and its end. */
    public boolean sameSubject(Identity other) {
        return subject.equals(other.subject) && tenant.equals(other.tenant);
    }

    /**
     * The tenant that a frame acts for: this identity's, narrowed by what the frame names.
     *
     * @throws Refusal 403 when the frame names a tenant other than this identity's, 400 when it names an org alone
     */
    public Tenant actingFor(@Nullable String appId, @Nullable String orgId) {
        if (appId == null && orgId == null) {
            return tenant;
        }
        Tenant named = named(appId == null ? tenant.appId() : appId, orgId == null ? tenant.orgId() : orgId);
        if (!tenant.sees(named)) {
            throw Refusal.forbidden("This token may not act for another app or org; leave out app_id and org_id.");
        }
        return named;
    }

    private static Tenant named(@Nullable String appId, @Nullable String orgId) {
        try {
            return new Tenant(appId, orgId);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("app_id and org_id name no tenant: " + e.getMessage());
        }
    }
}
