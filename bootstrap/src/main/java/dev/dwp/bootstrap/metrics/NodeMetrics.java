package dev.dwp.bootstrap.metrics;

import dev.dwp.application.job.JobEngine;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.http.server.ServerStats;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How this node stands at the moment of a scrape; looks into memory only. */
final class NodeMetrics {
    private NodeMetrics() {}

    static void ofConnections(Instruments instruments, Sessions sessions, Broker broker) {
        instruments.gauge("dwp_connections", "Open WebSocket and SSE connections.", sessions::connections);
        instruments.gauge("dwp_sessions", "WebSocket sessions that have authenticated.", sessions::authenticated);
        instruments.gauge(
                "dwp_subscriptions",
                "Subscriptions to channels.",
                () -> broker.stats().subscriberCount());
        instruments.counter(
                "dwp_events_published_total",
                "Events handed out by this node.",
                () -> broker.stats().totalPublished());
        instruments.counter(
                "dwp_subscriptions_expired_total",
                "Subscriptions that ended because their next event was no longer kept.",
                () -> broker.stats().totalDropped());
    }

    static void ofCredentials(Instruments instruments, LongSupplier refused) {
        instruments.counter(
                "dwp_credentials_refused_total",
                "Requests and connections whose token was refused.",
                refused::getAsLong);
    }

    static void ofUnread(Instruments instruments, LongSupplier octets) {
        instruments.gauge(
                "dwp_unread_bytes", "Octets that wait to be written to peers that do not read.", octets::getAsLong);
    }

    static void ofWork(Instruments instruments, JobEngine jobs, WorkflowEngine workflows) {
        instruments.gauge(
                "dwp_worker_places",
                "Jobs that this node runs at a time.",
                () -> jobs.load().concurrency());
        instruments.gauge(
                "dwp_worker_jobs",
                "Jobs that this node runs now.",
                () -> jobs.load().running());
        instruments.gauge(
                "dwp_worker_jobs_abandoned",
                "Handlers of jobs that ignored their interruption and have not ended yet.",
                () -> jobs.load().abandoned());
        instruments.gauge("dwp_worker_runs", "Workflow runs whose code this node runs now.", workflows::heldRuns);
        instruments.gauge(
                "dwp_worker_runs_abandoned",
                "Pieces of workflow code that ignored their interruption and have not ended yet.",
                workflows::abandonedThreads);
    }

    static void ofHttp(Instruments instruments, Supplier<ServerStats> stats) {
        instruments.gauge(
                "dwp_http_connections",
                "Open TCP connections, of all kinds.",
                () -> stats.get().connections());
        instruments.counter(
                "dwp_http_connections_accepted_total",
                "Connections accepted.",
                () -> stats.get().accepted());
        instruments.counter(
                "dwp_http_connections_refused_total",
                "Connections refused because there were too many.",
                () -> stats.get().refused());
        instruments.counter(
                "dwp_http_connections_stalled_total",
                "Connections closed because the peer did not read, or did not finish a handshake.",
                () -> stats.get().stalled());
    }
}
