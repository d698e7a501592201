package dev.dwp.bootstrap;

import dev.dwp.application.frame.UseCases;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.loop.OutagePause;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.stream.LocalSubscription;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client can ask for, for code in the same process: the same use cases, under the same rules, for one tenant or as
 * an operator who sees all. Where a client gets an error frame, these methods throw {@link Refusal} with the same code and
 * sentence. Thread-safe.
 */
public class Dispatcher {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Engine engine;
    private final Caller caller;

    Dispatcher(Engine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    /** Enqueues a job with the defaults of its handler. */
    public JobId enqueue(String name, @Nullable Object payload) {
        return enqueue(name, payload, JobOptions.DEFAULT);
    }

    /**
     * Enqueues a job; when this returns it is stored.
     *
     * @param payload anything with a JSON form, or a {@link Value}
     * @return the new job, or the one that the options' key names already
     * @throws Refusal 404 when no handler has that name, 400 when payload or options do not fit, 409 when the key names a
     *     job with another payload
     */
    public JobId enqueue(String name, @Nullable Object payload, JobOptions options) {
        EnqueueJob.Command command = new EnqueueJob.Command(name, value(payload), options);
        return jobs().enqueue().enqueue(caller, command).job().id();
    }

    /** A job as it is now. Throws {@link Refusal} 404 when there is none, as all methods do that are given an id. */
    public Job job(JobId id) {
        return jobs().get().get(caller, id);
    }

    /** Jobs that match, newest first, at most {@code limit} from just before {@code before} on. */
    public List<Job> jobs(ListJobs.Filter filter, @Nullable JobId before, int limit) {
        return jobs().list().list(caller, filter, before, limit);
    }

    /** Cancels a waiting or running job. */
    public void cancel(JobId id) {
        jobs().cancel().cancel(caller, id);
    }

    /** Why a job is not running now. */
    public List<ExplainJob.Reason> explain(JobId id) {
        return jobs().explain().explain(caller, id).reasons();
    }

    /** Brings a dead letter back under its own id and options. */
    public Job replay(JobId id) {
        return engine.deadLetters().replay(caller, id);
    }

    /** Removes a dead letter for ever. */
    public void purge(JobId id) {
        engine.deadLetters().purge(caller, id);
    }

    /** Starts a workflow. */
    public RunId start(String workflow, @Nullable Object input) {
        return start(workflow, input, null);
    }

    /**
     * Starts a workflow, which goes on in the background; when this returns it is stored.
     *
     * @param input anything with a JSON form, or a {@link Value}
     * @param key the caller's name for this intention
     * @throws Refusal 404 when no workflow has that name, 400 when the input does not fit, 409 when the key names a run with
     *     another input
     */
    public RunId start(String workflow, @Nullable Object input, @Nullable IdempotencyKey key) {
        StartWorkflow.Command command = new StartWorkflow.Command(workflow, value(input), key);
        return workflows().start().start(caller, command).run().id();
    }

    /** A run as it is now. */
    public WorkflowRun run(RunId id) {
        return workflows().get().get(caller, id);
    }

    /** Runs that match, newest first, at most {@code limit} from just before {@code before} on. */
    public List<WorkflowRun> runs(ListRuns.Filter filter, @Nullable RunId before, int limit) {
        return workflows().list().list(caller, filter, before, limit);
    }

    /** Every entry of a run's timeline, oldest first. */
    public List<TimelineEntry> timeline(RunId id) {
        return workflows().get().timeline(caller, id);
    }

    /** Stops a run; its compensations run. */
    public void cancel(RunId id) {
        workflows().control().cancel(caller, id);
    }

    /** Lets a finished run go on again from a step. */
    public void replay(RunId id, String fromStep) {
        workflows().control().replay(caller, id, fromStep);
    }

    /** Publishes an event to whichever run waits for it: without a key, to those that wait without one. */
    public SignalId publish(String name, @Nullable Object payload) {
        return publish(name, payload, null, null);
    }

    /**
     * Publishes an event: wakes the run that has waited longest, or keeps it for the first that will.
     *
     * @param key narrows the runs to those that wait with that key, and those that wait with none
     * @param run narrows them to one
     */
    public SignalId publish(String name, @Nullable Object payload, @Nullable String key, @Nullable RunId run) {
        return workflows().publish().publish(caller, new PublishSignal.Command(name, value(payload), key, run, null));
    }

    /**
     * Follows a channel, by the rules that hold for clients.
     *
     * @param after goes on after this event; {@code null} for what comes from now on
     * @return ends it when closed
     */
    public LocalSubscription subscribe(Channel channel, @Nullable Cursor after, LocalSubscription.Listener listener) {
        return new LocalSubscription(engine.broker(), channel, caller.tenant(), after, listener);
    }

    /**
     * Waits until a job has reached its last state; an outage of the store that ends in time is waited out.
     *
     * @throws TimeoutException when it has not in that time
     * @throws StoreUnavailable when the store is away at the end of that time, or the engine stops
     */
    public Job await(JobId id, Duration timeout) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        var now = read(() -> jobs().get().snapshot(caller, id), end);
        if (!now.item().state().finished()) {
            awaitFinal(new Channel.OneJob(id), now.cursor(), timeout);
        }
        return read(() -> job(id), end);
    }

    /**
     * Waits until a run has reached its last state; an outage of the store that ends in time is waited out.
     *
     * @throws TimeoutException when it has not in that time
     * @throws StoreUnavailable when the store is away at the end of that time, or the engine stops
     */
    public WorkflowRun await(RunId id, Duration timeout) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        var now = read(() -> workflows().get().snapshot(caller, id), end);
        if (!now.item().state().finished()) {
            awaitFinal(new Channel.OneRun(id), now.cursor(), timeout);
        }
        return read(() -> run(id), end);
    }

    /** Reads, until that time again and again while the store is away. */
    private <T> T read(Supplier<T> what, long end) throws InterruptedException {
        OutagePause outage = new OutagePause("A wait for an end", LONGEST_PAUSE);
        while (true) {
            try {
                return what.get();
            } catch (StoreUnavailable e) {
                long left = end - System.nanoTime();
                if (left <= 0 || engine.stopping()) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(left, outage.next(e).toNanos()));
            }
        }
    }

    private void awaitFinal(Channel channel, Cursor after, Duration timeout)
            throws InterruptedException, TimeoutException {
        FinalEvent last = new FinalEvent();
        LocalSubscription subscription = subscribe(channel, after, last);
        try {
            if (!last.await(timeout)) {
                throw new TimeoutException("%s has not finished within %s.".formatted(channel.text(), timeout));
            }
        } finally {
            subscription.close();
        }
    }

    Engine engine() {
        return engine;
    }

    private UseCases.Jobs jobs() {
        return engine.jobs();
    }

    private UseCases.Workflows workflows() {
        return engine.workflows();
    }

    private Value value(@Nullable Object payload) {
        try {
            return engine.binder().unbind(payload);
        } catch (PayloadBinder.Misfit e) {
            throw Refusal.badRequest("The payload cannot be sent: %s at %s.".formatted(e.getMessage(), e.path()));
        }
    }
}
