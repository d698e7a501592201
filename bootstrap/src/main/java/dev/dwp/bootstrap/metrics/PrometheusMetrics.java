package dev.dwp.bootstrap.metrics;

import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.http.server.ServerStats;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The server's metrics: what happens is counted as it happens, and how things stand is looked up when somebody scrapes.
 * Names no tenant and nothing that a client named, as {@code /metrics} asks for no credential. Thread-safe.
 */
public final class PrometheusMetrics implements Telemetry {
    /** What {@link #scrape} returns. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** How long a scrape waits for the store: scrapers give up after some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Instruments instruments = new Instruments(registry);
    private final QueueLabels queues;
    private final RequestMetrics requests;
    private final JobMetrics jobs;
    private final WorkflowMetrics workflows;

    /**
     * Has counted nothing yet.
     *
     * @param named the queues that are shown by their names; all others are shown as one
     */
    public PrometheusMetrics(Set<QueueName> named) {
        queues = QueueLabels.of(named);
        requests = new RequestMetrics(instruments);
        jobs = new JobMetrics(instruments, queues);
        workflows = new WorkflowMetrics(instruments);
        JvmMetrics.addTo(registry);
    }

    @Override
    public void answered(String method, int code, Duration took) {
        requests.answered(method, code, took);
    }

    @Override
    public void jobStarted(String name, QueueName queue, Duration waited) {
        jobs.started(queue, waited);
    }

    @Override
    public void jobEnded(String name, QueueName queue, AttemptEnd end, Duration ran) {
        jobs.ended(name, end, ran);
    }

    @Override
    public void entryEnded(String workflow, StepKind kind, EntryState end, Duration took) {
        workflows.entryEnded(workflow, kind, end, took);
    }

    @Override
    public void runEnded(String workflow, RunState end, Duration took) {
        workflows.runEnded(workflow, end, took);
    }

    /** Shows these connections, and what flows to them. */
    public void watch(Sessions sessions, Broker broker) {
        NodeMetrics.ofConnections(instruments, sessions, broker);
    }

    /** Shows how many credentials were refused. */
    public void watchRefusals(LongSupplier refused) {
        NodeMetrics.ofCredentials(instruments, refused);
    }

    /** Shows how many octets peers leave unread. */
    public void watchUnread(LongSupplier octets) {
        NodeMetrics.ofUnread(instruments, octets);
    }

    /** Shows how busy these are. */
    public void watch(JobEngine jobEngine, WorkflowEngine workflowEngine) {
        NodeMetrics.ofWork(instruments, jobEngine, workflowEngine);
    }

    /** Shows how an HTTP server is doing. */
    public void watch(Supplier<ServerStats> http) {
        NodeMetrics.ofHttp(instruments, http);
    }

    /** Shows what is in this store, and how far the broker's subscribers are behind it. */
    public void watch(Store store, Broker broker, InstantSource clock) {
        StoreCensus census = new StoreCensus(new StoreCount(store, queues), PATIENCE, System::nanoTime);
        registry.register(new StoreMetrics(census, broker, clock));
    }

    /** Everything, in Prometheus text format 0.0.4. */
    @SuppressWarnings(
            "deprecation") // of the library's calls, those that all versions since 1.3 have: frameworks pin old ones
    public byte[] scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            new PrometheusTextFormatWriter(false).write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }
}
