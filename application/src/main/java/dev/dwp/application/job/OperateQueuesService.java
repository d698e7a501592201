package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ControlQueues;
import dev.dwp.application.port.in.OperateQueues;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.QueueGauge;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows queues to their tenants and operators, and lets operators pause them (PROTOCOL §5). Thread-safe. */
final class OperateQueuesService implements OperateQueues {
    private final JobStore jobs;
    private final WorkerSettings settings;
    private final InstantSource clock;
    private final ControlQueues control;

    OperateQueuesService(JobEngineParts parts, ControlQueues control) {
        this.jobs = parts.store().jobs();
        this.settings = parts.settings();
        this.clock = parts.clock();
        this.control = control;
    }

    @Override
    public List<Gauge> list(Caller caller) {
        Map<QueueName, QueueGauge> gauges = new HashMap<>(jobs.gauges(caller.tenant(), clock.instant()));
        Set<QueueName> paused = new HashSet<>(control.paused());
        paused.addAll(settings.closed());
        if (caller.tenant().equals(Tenant.NONE)) {
            paused.forEach(queue -> gauges.putIfAbsent(queue, QueueGauge.EMPTY));
        }
        return gauges.entrySet().stream()
                .map(entry -> gauge(entry.getKey(), entry.getValue(), paused.contains(entry.getKey())))
                .sorted(Comparator.comparing(gauge -> gauge.queue().text()))
                .toList();
    }

    private Gauge gauge(QueueName queue, QueueGauge gauge, boolean paused) {
        return new Gauge(
                queue,
                gauge.pending(),
                gauge.scheduled(),
                gauge.running(),
                paused,
                settings.limitsOf(queue),
                gauge.oldestDueAt());
    }

    @Override
    public boolean pause(Caller caller, QueueName queue) {
        requireOperator(caller);
        control.pause(queue);
        return true;
    }

    @Override
    public boolean resume(Caller caller, QueueName queue) {
        requireOperator(caller);
        control.resume(queue);
        return settings.closed().contains(queue);
    }

    private static void requireOperator(Caller caller) {
        if (!caller.identity().tenant().equals(Tenant.NONE)) {
            throw Refusal.forbidden("Only an operator may pause and resume queues, since tenants share them.");
        }
    }
}
