package dev.dwp.bootstrap.config;

import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import java.util.Set;

/** The keys to try the server with. Everybody knows them: they hold on loopback only. */
public final class TrialKeys {
    /** The one to begin with. */
    public static final String TOKEN = "demo-token";

    private static final Tenant DEMO = new Tenant("kitchen-sink", "demo-org");
    private static final Set<Scope> READING = Set.of(Scope.JOB_READ, Scope.WORKFLOW_READ, Scope.SUBSCRIBE);
    private static final Set<Scope> EVERYTHING = Set.of(Scope.ALL);

    static final List<ApiKey> ALL = List.of(
            key(TOKEN, "demo-user", DEMO, EVERYTHING),
            key("other-token", "other-user", new Tenant("other-app", "other-org"), EVERYTHING),
            key("read-token", "reader", DEMO, READING),
            key("ops-token", "operator", Tenant.NONE, EVERYTHING));

    private TrialKeys() {}

    private static ApiKey key(String token, String subject, Tenant tenant, Set<Scope> scopes) {
        return new ApiKey(TokenHash.of(token), new Identity(subject, tenant, scopes));
    }
}
