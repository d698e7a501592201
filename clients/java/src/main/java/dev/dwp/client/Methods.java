package dev.dwp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.DwpException;
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
import dev.dwp.client.transport.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's methods as requests: what their data is, how their answers read, and which may be sent twice (PROTOCOL §5).
 * Thread-safe.
 */
final class Methods {
    /** Methods whose second call has no second effect, whatever their data. */
    private static final Set<String> REPEATABLE = Set.of(
            "job.get",
            "job.list",
            "job.explain",
            "job.cancel",
            "workflow.get",
            "workflow.list",
            "workflow.timeline",
            "workflow.explain",
            "workflow.cancel",
            "queue.list",
            "queue.pause",
            "queue.resume",
            "handler.list",
            "cron.list",
            "dlq.list",
            "worker.list",
            "stats");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper mapper;
    private final Duration timeout;
    private final String keys = "auto-" + UUID.randomUUID() + "-";
    private final AtomicLong keyNumber = new AtomicLong();

    Methods(ObjectMapper mapper, Duration timeout) {
        this.mapper = mapper;
        this.timeout = timeout;
    }

    Request<JsonNode> any(String method, @Nullable Object data, Duration most) {
        JsonNode tree = data == null ? NODES.objectNode() : mapper.valueToTree(data);
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException("The data of %s is %s; give a record, a map or an object node."
                    .formatted(method, tree.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        return new Request<>(Call.of(method, object, REPEATABLE.contains(method), most), answer -> answer);
    }

    private <T> Request<T> call(String method, ObjectNode data, Function<JsonNode, T> reading) {
        return new Request<>(Call.of(method, data, REPEATABLE.contains(method), timeout), reading);
    }

    /** A call that a key in its data keeps from having a second effect. */
    private <T> Request<T> keyed(String method, ObjectNode data, Function<JsonNode, T> reading) {
        return new Request<>(Call.of(method, data, true, timeout), reading);
    }

    private static ObjectNode with(String name, String value) {
        return NODES.objectNode().put(name, value);
    }

    /** A key that nobody else makes: what is random in it is drawn once for each client. */
    private String newKey() {
        return keys + keyNumber.incrementAndGet();
    }

    // Jobs

    Request<EnqueuedJob> enqueue(JobRequest job) {
        return new Request<>(Call.enqueuing(data(job), timeout), Methods::enqueued);
    }

    /**
     * What is watched from its creation on.
     *
     * @param ended true when it had ended by then, which one that exists already may
     * @param cursor the position before its first event; {@code null} where the transport does not tell
     */
    record Begun(String id, boolean ended, @Nullable String cursor) {}

    /** @param session the transport can subscribe to what the request makes */
    Request<Begun> enqueueWatched(JobRequest job, boolean session) {
        return watched("job.enqueue", data(job), session, "job_id");
    }

    /** As {@link #enqueueWatched}. */
    Request<Begun> startWatched(RunRequest run, boolean session) {
        return watched("workflow.start", data(run), session, "run_id");
    }

    private Request<Begun> watched(String method, ObjectNode data, boolean session, String id) {
        return new Request<>(
                session ? Call.watching(method, data, timeout) : Call.of(method, data, true, timeout),
                answer -> new Begun(
                        answer.path(id).asText(),
                        Outcome.LAST_STATES.contains(answer.path("state").asText()),
                        answer.path("cursor").textValue()));
    }

    Request<List<BatchResult<EnqueuedJob>>> enqueueMany(Collection<JobRequest> jobs, boolean atomic) {
        ObjectNode data = NODES.objectNode();
        ArrayNode items = data.putArray("jobs");
        jobs.forEach(job -> items.add(data(job)));
        if (atomic) {
            data.put("atomic", true);
        }
        return keyed("job.enqueue", data, answer -> results(answer.path("jobs"), Methods::enqueued));
    }

    private ObjectNode data(JobRequest job) {
        ObjectNode data = with("name", job.name());
        if (job.payload() != null) {
            data.set("payload", mapper.valueToTree(job.payload()));
        }
        put(data, "queue", job.queue());
        put(data, "priority", job.priority());
        put(data, "delay_ms", job.delay());
        put(data, "run_at", job.runAt());
        put(data, "max_retries", job.maxRetries());
        put(data, "timeout_ms", job.timeout());
        data.put("key", job.key() == null ? newKey() : job.key());
        JobRequest.Pauses backoff = job.backoff();
        if (backoff != null) {
            data.putObject("backoff")
                    .put("first_ms", backoff.first().toMillis())
                    .put("factor", backoff.factor())
                    .put("max_ms", backoff.longest().toMillis())
                    .put("jitter", backoff.jitter());
        }
        return data;
    }

    private static EnqueuedJob enqueued(JsonNode answer) {
        return new EnqueuedJob(
                answer.path("job_id").asText(),
                answer.path("queue").asText(),
                stateOf(Job.State.class, answer, Job.State.UNKNOWN));
    }

    Request<Job> job(String id) {
        return call("job.get", with("job_id", id), this::job);
    }

    /** The job when it has ended, or as it is after that time. */
    Request<Job> job(String id, Duration wait) {
        ObjectNode data = with("job_id", id).put("wait_ms", wait.toMillis());
        return new Request<>(Call.waiting("job.get", data, wait.plus(timeout)), this::job);
    }

    private Job job(JsonNode json) {
        return new Job(json, mapper);
    }

    Request<JsonNode> cancelJob(String id) {
        return call("job.cancel", with("job_id", id), answer -> answer);
    }

    Request<List<BatchResult<String>>> onMany(String method, Collection<String> jobIds) {
        ObjectNode data = NODES.objectNode();
        jobIds.forEach(data.putArray("job_ids")::add);
        return call(
                method,
                data,
                answer -> results(
                        answer.path("results"), item -> item.path("job_id").asText()));
    }

    Request<Explanation> explainJob(String id) {
        return call("job.explain", with("job_id", id), json -> new Explanation(json, mapper));
    }

    Request<Page<Job>> jobs(String method, JobFilter filter, @Nullable String cursor) {
        ObjectNode data = NODES.objectNode();
        put(data, "state", filter.state());
        put(data, "queue", filter.queue());
        put(data, "name", filter.name());
        put(data, "key", filter.key());
        put(data, "created_after", filter.createdAfter());
        put(data, "created_before", filter.createdBefore());
        put(data, "limit", filter.pageSize());
        put(data, "cursor", cursor);
        return call(method, data, answer -> page(answer, "jobs", this::job));
    }

    // Workflows

    private ObjectNode data(RunRequest run) {
        ObjectNode data = with("name", run.name());
        if (run.input() != null) {
            data.set("input", mapper.valueToTree(run.input()));
        }
        return data.put("key", run.key() == null ? newKey() : run.key());
    }

    Request<StartedRun> start(RunRequest run) {
        return keyed(
                "workflow.start",
                data(run),
                answer -> new StartedRun(
                        answer.path("run_id").asText(),
                        answer.path("name").asText(),
                        stateOf(Run.State.class, answer, Run.State.UNKNOWN)));
    }

    Request<Run> run(String id) {
        return call("workflow.get", with("run_id", id), this::run);
    }

    /** The run when it has ended, or as it is after that time. */
    Request<Run> run(String id, Duration wait) {
        ObjectNode data = with("run_id", id).put("wait_ms", wait.toMillis());
        return new Request<>(Call.waiting("workflow.get", data, wait.plus(timeout)), this::run);
    }

    private Run run(JsonNode json) {
        return new Run(json, mapper);
    }

    Request<JsonNode> cancelRun(String id) {
        return call("workflow.cancel", with("run_id", id), answer -> answer);
    }

    Request<Explanation> explainRun(String id) {
        return call("workflow.explain", with("run_id", id), json -> new Explanation(json, mapper));
    }

    Request<JsonNode> replayRun(String id, String fromStep) {
        return call("workflow.replay", with("run_id", id).put("from_step", fromStep), answer -> answer);
    }

    Request<Page<Run>> runs(RunFilter filter, @Nullable String cursor) {
        ObjectNode data = NODES.objectNode();
        put(data, "state", filter.state());
        put(data, "name", filter.name());
        put(data, "key", filter.key());
        put(data, "created_after", filter.createdAfter());
        put(data, "created_before", filter.createdBefore());
        put(data, "limit", filter.pageSize());
        put(data, "cursor", cursor);
        return call("workflow.list", data, answer -> page(answer, "runs", this::run));
    }

    Request<PublishedEvent> publish(EventRequest event) {
        ObjectNode data = with("name", event.name());
        if (event.payload() != null) {
            data.set("payload", mapper.valueToTree(event.payload()));
        }
        put(data, "run_id", event.runId());
        put(data, "key", event.key());
        data.put("dedup", event.dedup() == null ? newKey() : event.dedup());
        return keyed(
                "workflow.event",
                data,
                answer -> new PublishedEvent(
                        answer.path("event_id").asText(), answer.path("name").asText()));
    }

    /** The entries after that one; none when there are no more. */
    Request<List<TimelineEntry>> timeline(String runId, @Nullable Long afterSeq) {
        ObjectNode data = with("run_id", runId);
        if (afterSeq != null) {
            data.put("after_seq", afterSeq);
        }
        return call("workflow.timeline", data, answer -> list(answer, item -> new TimelineEntry(item, mapper)));
    }

    // The server

    Request<JsonNode> ping() {
        return new Request<>(Call.ping(timeout), pong -> pong);
    }

    Request<Stats> stats() {
        return call("stats", NODES.objectNode(), json -> new Stats(json, mapper));
    }

    Request<Page<QueueInfo>> queues(@Nullable String cursor) {
        return call("queue.list", at(cursor), answer -> page(answer, "queues", json -> new QueueInfo(json, mapper)));
    }

    Request<JsonNode> queue(String method, String queue) {
        return call(method, with("queue", queue), answer -> answer);
    }

    Request<Page<CronEntry>> crons(@Nullable String cursor) {
        return call("cron.list", at(cursor), answer -> page(answer, "crons", json -> new CronEntry(json, mapper)));
    }

    /** One part of the handlers, as a page of one item. */
    Request<Page<Handlers>> handlers(@Nullable String cursor) {
        return call("handler.list", at(cursor), answer -> {
            Handlers part = new Handlers(
                    list(
                            answer.path("jobs"),
                            item -> new Handlers.JobType(item.path("name").asText(), item.get("payload"))),
                    list(
                            answer.path("workflows"),
                            item -> new Handlers.WorkflowType(
                                    item.path("name").asText(),
                                    list(item.path("versions"), JsonNode::asText),
                                    item.get("input"))));
            return new Page<>(List.of(part), answer.path("next_cursor").textValue());
        });
    }

    // Dead letters

    Request<EnqueuedJob> replayDeadLetter(String jobId) {
        return call("dlq.replay", with("job_id", jobId), Methods::enqueued);
    }

    Request<JsonNode> purge(String jobId) {
        return call("dlq.purge", with("job_id", jobId), answer -> answer);
    }

    private static ObjectNode at(@Nullable String cursor) {
        ObjectNode data = NODES.objectNode();
        put(data, "cursor", cursor);
        return data;
    }

    private static void put(ObjectNode data, String name, @Nullable Object value) {
        if (value instanceof Integer number) {
            data.put(name, number);
        } else if (value instanceof Duration duration) {
            data.put(name, duration.toMillis());
        } else if (value instanceof Enum<?> constant) {
            data.put(name, constant.name().toLowerCase(Locale.ROOT));
        } else if (value != null) {
            data.put(name, value.toString());
        }
    }

    private static <T> Page<T> page(JsonNode answer, String member, Function<JsonNode, T> each) {
        return new Page<>(
                list(answer.path(member), each), answer.path("next_cursor").textValue());
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        List<T> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(each.apply(item)));
        return items;
    }

    private static <T> List<BatchResult<T>> results(JsonNode array, Function<JsonNode, T> each) {
        return list(array, item -> {
            JsonNode error = item.path("error");
            return error.isObject()
                    ? new BatchResult<>(
                            null,
                            DwpException.of(
                                    error.path("code").asInt(),
                                    error.path("message").asText(),
                                    error.path("details").textValue()))
                    : new BatchResult<>(each.apply(item), null);
        });
    }

    private static <E extends Enum<E>> E stateOf(Class<E> type, JsonNode answer, E otherwise) {
        String text = answer.path("state").asText().toUpperCase(Locale.ROOT);
        for (E state : type.getEnumConstants()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        return otherwise;
    }
}
