package dev.dwp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.model.BatchResult;
import dev.dwp.client.model.CronEntry;
import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Explanation;
import dev.dwp.client.model.Handlers;
import dev.dwp.client.model.Job;
import dev.dwp.client.model.Outcome;
import dev.dwp.client.model.Page;
import dev.dwp.client.model.PublishedEvent;
import dev.dwp.client.model.QueueInfo;
import dev.dwp.client.model.Run;
import dev.dwp.client.model.StartedRun;
import dev.dwp.client.model.Stats;
import dev.dwp.client.model.TimelineEntry;
import dev.dwp.client.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of a DWP server. Every method blocks its thread, which is best a virtual one, and has a form ending in
 * {@code Async} that returns a future at once. Thread-safe; one client serves a whole program.
 *
 * <p>A lost connection is made again. A call whose repetition has no second effect is sent again on the next connection:
 * reading, cancelling, pausing, and, by keys that the client makes where there is none, enqueueing, starting and publishing.
 * Any other call fails with a {@link dev.dwp.client.error.ConnectionLostException} when its answer is lost. In any case a call
 * settles within the client's time limit. Failures are {@link DwpException}s.
 */
public final class DwpClient implements AutoCloseable {
    private final Transport transport;
    private final Invoker invoker;
    private final Methods methods;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private final Runnable afterwards;

    DwpClient(Transport transport, ObjectMapper mapper, Duration timeout, Runnable afterwards) {
        this.transport = transport;
        this.invoker = new Invoker(transport);
        this.methods = new Methods(mapper, timeout);
        this.mapper = mapper;
        this.timeout = timeout;
        this.afterwards = afterwards;
    }

    /**
     * Connects with a token that stays the same.
     *
     * @param uri the server's endpoint, such as {@code ws://localhost:8080/dwp}: {@code ws} and {@code wss} take WebSocket,
     *     {@code http} and {@code https} take single requests and server-sent events
     * @throws DwpException where the server cannot be reached or refuses the token
     */
    public static DwpClient connect(URI uri, String token) {
        return builder(uri).token(token).connect();
    }

    /** Begins to build a client. */
    public static ClientBuilder builder(URI uri) {
        return new ClientBuilder(uri);
    }

    // Jobs (PROTOCOL §5)

    /** Enqueues a job of that name. */
    public EnqueuedJob enqueue(String name, @Nullable Object payload) {
        return enqueue(JobRequest.of(name, payload));
    }

    /** Enqueues a job. */
    public EnqueuedJob enqueue(JobRequest job) {
        return invoker.get(methods.enqueue(job));
    }

    /** As {@link #enqueue(JobRequest)}. */
    public CompletableFuture<EnqueuedJob> enqueueAsync(JobRequest job) {
        return invoker.async(methods.enqueue(job));
    }

    /** Enqueues up to 1000 jobs in one commit; one that the server refuses does not hold up the others. */
    public List<BatchResult<EnqueuedJob>> enqueueMany(Collection<JobRequest> jobs) {
        return invoker.get(methods.enqueueMany(jobs, false));
    }

    /** As {@link #enqueueMany}. */
    public CompletableFuture<List<BatchResult<EnqueuedJob>>> enqueueManyAsync(Collection<JobRequest> jobs) {
        return invoker.async(methods.enqueueMany(jobs, false));
    }

    /** Enqueues up to 1000 jobs, all or none; throws the error of the first that the server refuses. */
    public List<EnqueuedJob> enqueueAll(Collection<JobRequest> jobs) {
        return values(invoker.get(methods.enqueueMany(jobs, true)));
    }

    /** As {@link #enqueueAll}. */
    public CompletableFuture<List<EnqueuedJob>> enqueueAllAsync(Collection<JobRequest> jobs) {
        return invoker.async(methods.enqueueMany(jobs, true)).thenApply(DwpClient::values);
    }

    private static <T> List<T> values(List<BatchResult<T>> results) {
        return results.stream().map(BatchResult::get).toList();
    }

    /** Reads a job. */
    public Job job(String jobId) {
        return invoker.get(methods.job(jobId));
    }

    /** As {@link #job}. */
    public CompletableFuture<Job> jobAsync(String jobId) {
        return invoker.async(methods.job(jobId));
    }

    /**
     * Waits until a job has ended, well or not.
     *
     * @throws dev.dwp.client.error.DwpTimeoutException where it has not ended in that time
     */
    public Job await(String jobId, Duration patience) {
        return invoker.await(jobId, patience, wait -> methods.job(jobId, wait));
    }

    /** As {@link #await}. */
    public CompletableFuture<Job> awaitAsync(String jobId, Duration patience) {
        return invoker.awaitAsync(jobId, patience, wait -> methods.job(jobId, wait));
    }

    /** Cancels a job, also one that is running; once more does nothing. */
    public void cancel(String jobId) {
        invoker.get(methods.cancelJob(jobId));
    }

    /** As {@link #cancel}. */
    public CompletableFuture<Void> cancelAsync(String jobId) {
        return invoker.asyncVoid(methods.cancelJob(jobId));
    }

    /** Cancels up to 1000 jobs; the values are their ids. */
    public List<BatchResult<String>> cancelMany(Collection<String> jobIds) {
        return invoker.get(methods.onMany("job.cancel", jobIds));
    }

    /** As {@link #cancelMany}. */
    public CompletableFuture<List<BatchResult<String>>> cancelManyAsync(Collection<String> jobIds) {
        return invoker.async(methods.onMany("job.cancel", jobIds));
    }

    /** Says why a job is not running now. */
    public Explanation explain(String jobId) {
        return invoker.get(methods.explainJob(jobId));
    }

    /** As {@link #explain}. */
    public CompletableFuture<Explanation> explainAsync(String jobId) {
        return invoker.async(methods.explainJob(jobId));
    }

    /** Lists jobs, the newest first; pages are read as the stream is consumed. */
    public Stream<Job> jobs(JobFilter filter) {
        return Pages.stream(cursor -> jobsPage(filter, cursor));
    }

    /** Reads one page of jobs; {@code null} is the cursor of the first. */
    public Page<Job> jobsPage(JobFilter filter, @Nullable String cursor) {
        return invoker.get(methods.jobs("job.list", filter, cursor));
    }

    /** As {@link #jobsPage}. */
    public CompletableFuture<Page<Job>> jobsPageAsync(JobFilter filter, @Nullable String cursor) {
        return invoker.async(methods.jobs("job.list", filter, cursor));
    }

    // Workflows (PROTOCOL §5, §6)

    /** Starts a run of the workflow of that name. */
    public StartedRun start(String name, @Nullable Object input) {
        return start(RunRequest.of(name, input));
    }

    /** Starts a workflow run. */
    public StartedRun start(RunRequest run) {
        return invoker.get(methods.start(run));
    }

    /** As {@link #start(RunRequest)}. */
    public CompletableFuture<StartedRun> startAsync(RunRequest run) {
        return invoker.async(methods.start(run));
    }

    /** Reads a run. */
    public Run run(String runId) {
        return invoker.get(methods.run(runId));
    }

    /** As {@link #run}. */
    public CompletableFuture<Run> runAsync(String runId) {
        return invoker.async(methods.run(runId));
    }

    /**
     * Waits until a run has ended, well or not.
     *
     * @throws dev.dwp.client.error.DwpTimeoutException where it has not ended in that time
     */
    public Run awaitRun(String runId, Duration patience) {
        return invoker.await(runId, patience, wait -> methods.run(runId, wait));
    }

    /** As {@link #awaitRun}. */
    public CompletableFuture<Run> awaitRunAsync(String runId, Duration patience) {
        return invoker.awaitAsync(runId, patience, wait -> methods.run(runId, wait));
    }

    /** Cancels a run: no step begins any more, and its compensations run. */
    public void cancelRun(String runId) {
        invoker.get(methods.cancelRun(runId));
    }

    /** As {@link #cancelRun}. */
    public CompletableFuture<Void> cancelRunAsync(String runId) {
        return invoker.asyncVoid(methods.cancelRun(runId));
    }

    /** Says what a run waits for. */
    public Explanation explainRun(String runId) {
        return invoker.get(methods.explainRun(runId));
    }

    /** As {@link #explainRun}. */
    public CompletableFuture<Explanation> explainRunAsync(String runId) {
        return invoker.async(methods.explainRun(runId));
    }

    /** Runs an ended run again from a step on, which with those after it is forgotten. Not sent twice. */
    public void replayRun(String runId, String fromStep) {
        invoker.get(methods.replayRun(runId, fromStep));
    }

    /** As {@link #replayRun}. */
    public CompletableFuture<Void> replayRunAsync(String runId, String fromStep) {
        return invoker.asyncVoid(methods.replayRun(runId, fromStep));
    }

    /** Lists runs, the newest first; pages are read as the stream is consumed. */
    public Stream<Run> runs(RunFilter filter) {
        return Pages.stream(cursor -> runsPage(filter, cursor));
    }

    /** Reads one page of runs; {@code null} is the cursor of the first. */
    public Page<Run> runsPage(RunFilter filter, @Nullable String cursor) {
        return invoker.get(methods.runs(filter, cursor));
    }

    /** As {@link #runsPage}. */
    public CompletableFuture<Page<Run>> runsPageAsync(RunFilter filter, @Nullable String cursor) {
        return invoker.async(methods.runs(filter, cursor));
    }

    /** Publishes an event for a run that waits for it, or for the first that will. */
    public PublishedEvent publish(EventRequest event) {
        return invoker.get(methods.publish(event));
    }

    /** As {@link #publish}. */
    public CompletableFuture<PublishedEvent> publishAsync(EventRequest event) {
        return invoker.async(methods.publish(event));
    }

    /** Reads all that a run has done, the oldest entry first. */
    public List<TimelineEntry> timeline(String runId) {
        List<TimelineEntry> all = new ArrayList<>();
        List<TimelineEntry> part = timelineAfter(runId, null);
        while (!part.isEmpty()) {
            all.addAll(part);
            part = timelineAfter(runId, part.getLast().seq());
        }
        return List.copyOf(all);
    }

    /** Reads the entries after that {@code seq}, as many as fit an answer; none when there are no more. */
    public List<TimelineEntry> timelineAfter(String runId, @Nullable Long seq) {
        return invoker.get(methods.timeline(runId, seq));
    }

    /** As {@link #timelineAfter}. */
    public CompletableFuture<List<TimelineEntry>> timelineAfterAsync(String runId, @Nullable Long seq) {
        return invoker.async(methods.timeline(runId, seq));
    }

    // The server

    /** Counts what the node and the token's tenant have. */
    public Stats stats() {
        return invoker.get(methods.stats());
    }

    /** As {@link #stats}. */
    public CompletableFuture<Stats> statsAsync() {
        return invoker.async(methods.stats());
    }

    /** Lists queues. */
    public Stream<QueueInfo> queues() {
        return Pages.stream(cursor -> invoker.get(methods.queues(cursor)));
    }

    /** Reads one page of queues; {@code null} is the cursor of the first. */
    public CompletableFuture<Page<QueueInfo>> queuesPageAsync(@Nullable String cursor) {
        return invoker.async(methods.queues(cursor));
    }

    /** Keeps jobs of a queue from beginning, for everybody; needs an operator's token. */
    public void pauseQueue(String queue) {
        invoker.get(methods.queue("queue.pause", queue));
    }

    /** As {@link #pauseQueue}. */
    public CompletableFuture<Void> pauseQueueAsync(String queue) {
        return invoker.asyncVoid(methods.queue("queue.pause", queue));
    }

    /** Lets the jobs of a paused queue begin again. */
    public void resumeQueue(String queue) {
        invoker.get(methods.queue("queue.resume", queue));
    }

    /** As {@link #resumeQueue}. */
    public CompletableFuture<Void> resumeQueueAsync(String queue) {
        return invoker.asyncVoid(methods.queue("queue.resume", queue));
    }

    /** Lists the names that can be enqueued and started. */
    public Handlers handlers() {
        List<Handlers> parts =
                Pages.stream(cursor -> invoker.get(methods.handlers(cursor))).toList();
        return new Handlers(
                parts.stream().flatMap(part -> part.jobs().stream()).toList(),
                parts.stream().flatMap(part -> part.workflows().stream()).toList());
    }

    /** Reads one page of names; {@code null} is the cursor of the first. */
    public CompletableFuture<Page<Handlers>> handlersPageAsync(@Nullable String cursor) {
        return invoker.async(methods.handlers(cursor));
    }

    /** Lists the cron entries. */
    public Stream<CronEntry> crons() {
        return Pages.stream(cursor -> invoker.get(methods.crons(cursor)));
    }

    /** Reads one page of cron entries; {@code null} is the cursor of the first. */
    public CompletableFuture<Page<CronEntry>> cronsPageAsync(@Nullable String cursor) {
        return invoker.async(methods.crons(cursor));
    }

    // Dead letters

    /** Lists dead letters by queue and name; pages are read as the stream is consumed. */
    public Stream<Job> deadLetters(JobFilter filter) {
        return Pages.stream(cursor -> deadLettersPage(filter, cursor));
    }

    /** Reads one page of dead letters; {@code null} is the cursor of the first. */
    public Page<Job> deadLettersPage(JobFilter filter, @Nullable String cursor) {
        return invoker.get(methods.jobs("dlq.list", filter, cursor));
    }

    /** As {@link #deadLettersPage}. */
    public CompletableFuture<Page<Job>> deadLettersPageAsync(JobFilter filter, @Nullable String cursor) {
        return invoker.async(methods.jobs("dlq.list", filter, cursor));
    }

    /** Puts a dead letter back into its queue, with its count of attempts reset. Not sent twice. */
    public EnqueuedJob replayDeadLetter(String jobId) {
        return invoker.get(methods.replayDeadLetter(jobId));
    }

    /** As {@link #replayDeadLetter}. */
    public CompletableFuture<EnqueuedJob> replayDeadLetterAsync(String jobId) {
        return invoker.async(methods.replayDeadLetter(jobId));
    }

    /** Puts up to 1000 dead letters back; the values are their ids. Not sent twice. */
    public List<BatchResult<String>> replayDeadLetters(Collection<String> jobIds) {
        return invoker.get(methods.onMany("dlq.replay", jobIds));
    }

    /** As {@link #replayDeadLetters}. */
    public CompletableFuture<List<BatchResult<String>>> replayDeadLettersAsync(Collection<String> jobIds) {
        return invoker.async(methods.onMany("dlq.replay", jobIds));
    }

    /** Removes a dead letter for good. Not sent twice. */
    public void purge(String jobId) {
        invoker.get(methods.purge(jobId));
    }

    /** As {@link #purge}. */
    public CompletableFuture<Void> purgeAsync(String jobId) {
        return invoker.asyncVoid(methods.purge(jobId));
    }

    /** Removes up to 1000 dead letters for good; the values are their ids. Not sent twice. */
    public List<BatchResult<String>> purgeMany(Collection<String> jobIds) {
        return invoker.get(methods.onMany("dlq.purge", jobIds));
    }

    /** As {@link #purgeMany}. */
    public CompletableFuture<List<BatchResult<String>>> purgeManyAsync(Collection<String> jobIds) {
        return invoker.async(methods.onMany("dlq.purge", jobIds));
    }

    // Anything else

    /**
     * Calls any method. A reading one is sent again when its answer is lost, another is not.
     *
     * @param data a record, a map or an object node; {@code null} for none
     * @return the response's data
     */
    public JsonNode call(String method, @Nullable Object data) {
        return call(method, data, timeout);
    }

    /** The same within another time than the client's. */
    public JsonNode call(String method, @Nullable Object data, Duration most) {
        return invoker.get(methods.any(method, data, most));
    }

    /** As {@link #call}. */
    public CompletableFuture<JsonNode> callAsync(String method, @Nullable Object data) {
        return callAsync(method, data, timeout);
    }

    /** As {@link #call(String, Object, Duration)}. */
    public CompletableFuture<JsonNode> callAsync(String method, @Nullable Object data, Duration most) {
        return invoker.async(methods.any(method, data, most));
    }

    // Events (PROTOCOL §7)

    /** Subscribes to what happens from now on: {@code jobs workflows firehose job:<id> workflow:<id> queue:<name>}. */
    public Subscription subscribe(String channel) {
        return subscribe(channel, SubscribeOptions.fromNow());
    }

    /** Subscribes to a channel; returns when the server has accepted that. */
    public Subscription subscribe(String channel, SubscribeOptions options) {
        return Invoker.settled(subscribed(channel, options));
    }

    /** As {@link #subscribe(String, SubscribeOptions)}. */
    public CompletableFuture<Subscription> subscribeAsync(String channel, SubscribeOptions options) {
        return Invoker.continued(subscribed(channel, options));
    }

    private CompletableFuture<Subscription> subscribed(String channel, SubscribeOptions options) {
        return Subscription.begin(transport, new EventBuffer(channel, options, mapper), timeout);
    }

    /**
     * Watches a job or run, told by its id, until it has ended. One that has ended already is an end without events.
     *
     * @throws IllegalArgumentException for what is no id of a job or run
     */
    public Watch watch(String id) {
        return watch(id, SubscribeOptions.fromNow());
    }

    /**
     * Enqueues a job and watches it from its creation until it has ended: no event of it is missing. Where the key names a job
     * that exists already, that one is watched, over WebSocket from now on.
     */
    public Watch enqueueAndWatch(JobRequest job) {
        return watch(methods.enqueueWatched(job, transport.snapshots()), job.key() == null);
    }

    /** Starts a run and watches it, as {@link #enqueueAndWatch} does a job. */
    public Watch startAndWatch(RunRequest run) {
        return watch(methods.startWatched(run, transport.snapshots()), run.key() == null);
    }

    /**
     * A repeated call may find what the one before has made, and some of its events are before the cursor then; by a key of the
     * client's own it is so young that all of them are kept.
     */
    private Watch watch(Request<Methods.Begun> request, boolean ownKey) {
        Methods.Begun begun = invoker.get(request);
        boolean before = request.call().repeated() || begun.cursor() == null;
        if (begun.ended() && !(before && ownKey)) {
            return watch(begun.id());
        }
        return watch(
                begun.id(),
                before
                        ? SubscribeOptions.fromOldest()
                        : SubscribeOptions.fromNow().withAfter(begun.cursor()));
    }

    private Watch watch(String id, SubscribeOptions from) {
        String channel;
        Supplier<? extends Outcome> read;
        Supplier<CompletableFuture<Boolean>> ended;
        if (id.startsWith("job_")) {
            channel = "job:" + id;
            read = () -> job(id);
            ended = () -> jobAsync(id).thenApply(Job::ended);
        } else if (id.startsWith("run_")) {
            channel = "workflow:" + id;
            read = () -> run(id);
            ended = () -> runAsync(id).thenApply(Run::ended);
        } else {
            throw new IllegalArgumentException("'%s' is no id of a job (job_…) or a run (run_…).".formatted(id));
        }
        boolean over = !transport.snapshots() && from.after() == null && Invoker.settled(ended.get());
        EventBuffer buffer = EventBuffer.untilFinal(channel, from, ended, over, mapper);
        return new Watch(id, Invoker.settled(Subscription.begin(transport, buffer, timeout)), read);
    }

    /**
     * Asks for a token now, and returns when the server has taken it: on the open session, or for the requests to come over HTTP,
     * whose open streams keep theirs. For when the scopes of a key have changed, say; the end of a token needs no such call. A call
     * while another is under way shares the next one. Without a connection there is nothing to do: the next begins so.
     *
     * @throws DwpException where there is no token or the server refuses it; the one before stays in use
     */
    public void refresh() {
        Invoker.settled(refreshed());
    }

    /** As {@link #refresh}. */
    public CompletableFuture<Void> refreshAsync() {
        return Invoker.continued(refreshed());
    }

    private CompletableFuture<Void> refreshed() {
        return transport
                .refresh()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return CompletableFuture.failedFuture(
                            cause instanceof TimeoutException
                                    ? new DwpTimeoutException(
                                            0, "No other token was accepted within %s.".formatted(timeout), null)
                                    : cause);
                });
    }

    /** Asks the server for a sign of life, and returns how long that took. */
    public Duration ping() {
        long began = System.nanoTime();
        invoker.get(methods.ping());
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** As {@link #ping}. */
    public CompletableFuture<Duration> pingAsync() {
        long began = System.nanoTime();
        return invoker.async(methods.ping()).thenApply(pong -> Duration.ofNanos(System.nanoTime() - began));
    }

    /** Ends the connection: calls under way and subscriptions fail with a {@code ConnectionLostException}. */
    @Override
    public void close() {
        transport.close();
        afterwards.run();
    }
}
