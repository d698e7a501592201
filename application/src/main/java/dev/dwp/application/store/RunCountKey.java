package dev.dwp.application.store;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunState;

/** Names a count of runs: of those of one tenant and name that are in one state. */
public record RunCountKey(Tenant tenant, String name, RunState state) {}
