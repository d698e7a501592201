package dev.dwp.domain.session;

import dev.dwp.domain.frame.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Whose something is, or whose things someone sees (PROTOCOL §4.3): an app, an org within an app, or neither.
 *
 * @param appId the app; {@code null} for what belongs to no tenant, or for an operator's view of everything
 * @param orgId the org within the app; {@code null} for the app as a whole
 */
public record Tenant(@Nullable String appId, @Nullable String orgId) {

    /** Owner of what belongs to no tenant; as a view, everything. */
    public static final Tenant NONE = new Tenant(null, null);

    private static final int LONGEST = 128;

    /** Checks the one rule: an org is an app's. */
    public Tenant {
        if (appId == null && orgId != null) {
            throw new IllegalArgumentException(
                    "The org '%s' has no app; name its app too.".formatted(Excerpt.of(orgId)));
        }
        check(appId);
        check(orgId);
    }

    private static void check(@Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > LONGEST)) {
            throw new IllegalArgumentException("An app or org id must have 1 to %d characters.".formatted(LONGEST));
        }
    }

    /** Whether a view of this tenant contains what {@code owner} owns. */
    public boolean sees(Tenant owner) {
        if (appId == null) {
            return true;
        }
        return appId.equals(owner.appId) && (orgId == null || orgId.equals(owner.orgId));
    }
}
