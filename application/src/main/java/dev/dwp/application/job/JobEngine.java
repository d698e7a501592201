package dev.dwp.application.job;

import dev.dwp.application.port.in.CancelJob;
import dev.dwp.application.port.in.ControlQueues;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.EnqueueJobs;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.application.port.in.OperateQueues;
import java.time.Duration;

/**
 * Jobs on this node: what can be done with them, and the worker that runs them. Works as soon as it is made; runs jobs from
 * {@link #start} to {@link #stop}. Thread-safe.
 */
public final class JobEngine {
    private final Enqueueing enqueue;
    private final EnqueueJobsService enqueueMany;
    private final JobReading reading;
    private final JobControl control;
    private final QueueControl queues;
    private final OperateQueuesService operateQueues;
    private final Worker worker;
    private final Explaining explain;

    /** Made of these parts; starts nothing. */
    public JobEngine(JobEngineParts parts) {
        ImmediateStarts starts = new ImmediateStarts(parts);
        enqueue = new Enqueueing(parts, starts);
        enqueueMany = new EnqueueJobsService(enqueue);
        reading = new JobReading(parts.store().jobs());
        control = new JobControl(reading, parts.store().commits(), parts.clock());
        queues = new QueueControl(parts.store(), parts.clock());
        operateQueues = new OperateQueuesService(parts, queues);
        worker = new Worker(
                parts, new AttemptContext.Services(enqueue, parts.binder(), parts.clock(), parts.alarms()), starts);
        explain = new Explaining(parts, reading, worker::load);
    }

    /** {@code job.enqueue}. */
    public EnqueueJob enqueue() {
        return enqueue;
    }

    /** {@code job.enqueue} with {@code jobs}. */
    public EnqueueJobs enqueueMany() {
        return enqueueMany;
    }

    /** {@code job.get}. */
    public GetJob get() {
        return reading;
    }

    /** {@code job.list} and {@code dlq.list}. */
    public ListJobs list() {
        return reading;
    }

    /** {@code job.cancel}. */
    public CancelJob cancel() {
        return control;
    }

    /** {@code dlq.replay} and {@code dlq.purge}. */
    public DeadLetters deadLetters() {
        return control;
    }

    /** {@code job.explain}. */
    public ExplainJob explain() {
        return explain;
    }

    /** {@code queue.list}, {@code queue.pause} and {@code queue.resume}. */
    public OperateQueues operateQueues() {
        return operateQueues;
    }

    /** Pausing and resuming of queues. */
    public ControlQueues controlQueues() {
        return queues;
    }

    /** How busy this node's worker is. */
    public WorkerLoad load() {
        return worker.load();
    }

    /** Begins to run jobs; once. */
    public void start() {
        worker.start();
    }

    /**
     * Takes one turn of each of the worker's loops on the calling thread: claims what is due, renews leases, takes jobs from
     * workers that are lost. For tests that do without {@link #start}; one thread at a time.
     */
    public void tick() {
        worker.tick();
    }

    /**
     * Runs no more jobs. Those under way may end within the grace; then their handlers are interrupted, and what does not
     * end within the grace of cancelled handlers is handed back without counting the attempt. Returns when that is done.
     *
     * @throws InterruptedException when the caller is interrupted meanwhile: what was not handed back is taken up by
     *     others when its lease has run out
     */
    public void stop(Duration grace) throws InterruptedException {
        worker.stop(grace);
    }

    /**
     * The same, with a bound on how long interrupted handlers may take to end; what they leave undone is handed back then.
     *
     * @param tidying counts from the end of the grace; else it is what the settings say
     */
    public void stop(Duration grace, Duration tidying) throws InterruptedException {
        worker.stop(grace, tidying);
    }
}
