package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunState;

/** What runs are counted by. */
record RunStanding(Tenant tenant, String name, RunState state) {}
