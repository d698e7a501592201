package dev.dwp.persistence.contract;

import dev.dwp.domain.session.Tenant;
import java.util.List;

/** Owners and views that differ in all ways that matter. */
public final class Tenants {
    /** An app as a whole. */
    public static final Tenant APP = new Tenant("app", null);

    /** An org of it. */
    public static final Tenant ORG = new Tenant("app", "org");

    /** Another org of it. */
    public static final Tenant OTHER_ORG = new Tenant("app", "other-org");

    /** Another app as a whole. */
    public static final Tenant OTHER_APP = new Tenant("other-app", null);

    /** An org of the other app that is called like one of the first. */
    public static final Tenant SAME_ORG_ELSEWHERE = new Tenant("other-app", "org");

    /** All of them, and the one that is none. */
    public static final List<Tenant> ALL = List.of(Tenant.NONE, APP, ORG, OTHER_ORG, OTHER_APP, SAME_ORG_ELSEWHERE);

    private Tenants() {}
}
