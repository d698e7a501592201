package dev.dwp.bootstrap;

import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.session.SessionSettings;
import dev.dwp.http.endpoint.RouteSettings;
import dev.dwp.http.server.ServerLimits;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Everything that {@link Assembly} needs to know to build a server; made by {@link DwpServer.Builder}. */
record ServerPlan(
        String node, Store store, Authenticator authenticator, Net net, Engine engine, SessionSettings session) {

    /**
     * Where and how to listen.
     *
     * @param grace how long stopping may take
     */
    record Net(
            String host,
            int port,
            String path,
            @Nullable SSLContext tls,
            ServerLimits limits,
            RouteSettings routes,
            Duration grace) {}

    /** What to run. */
    record Engine(
            List<JobDefinition> jobs,
            List<WorkflowDefinition> workflows,
            List<CronDefinition> crons) {}
}
