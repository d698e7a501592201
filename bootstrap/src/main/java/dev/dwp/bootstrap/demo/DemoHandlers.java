package dev.dwp.bootstrap.demo;

import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.HandlerModule;
import dev.dwp.application.handler.Handlers;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.ZoneOffset;

/** All handlers to try the server with. */
public final class DemoHandlers implements HandlerModule {
    /** The tenant of the keys to try with. */
    public static final Tenant TENANT = new Tenant("kitchen-sink", "demo-org");

    @Override
    public void register(Handlers.Builder handlers) {
        DemoJobs.register(handlers);
        DemoWorkflows.register(handlers);
        handlers.cron(new CronDefinition(
                "daily-cleanup",
                "0 2 * * *",
                ZoneOffset.UTC,
                "echo",
                new QueueName("maintenance"),
                Value.EMPTY,
                TENANT));
    }
}
