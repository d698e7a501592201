package dev.dwp.application.handler;

import dev.dwp.domain.workflow.WorkflowVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a server can run: jobs, workflows, cron entries, and what goes around them. Immutable. */
public final class Handlers {
    private final Map<String, JobDefinition> jobs;
    private final Map<WorkflowVersion, WorkflowDefinition> workflows;
    private final Map<String, WorkflowDefinition> latest;
    private final List<CronDefinition> crons;
    private final List<HandlerInterceptor> interceptors;

    private Handlers(Builder builder) {
        jobs = Map.copyOf(builder.jobs);
        workflows = Map.copyOf(builder.workflows);
        latest = Map.copyOf(latest(builder.workflows.values()));
        crons = List.copyOf(builder.crons.values());
        interceptors = List.copyOf(builder.interceptors);
    }

    private static Map<String, WorkflowDefinition> latest(Iterable<WorkflowDefinition> workflows) {
        Map<String, WorkflowDefinition> latest = new TreeMap<>();
        workflows.forEach(workflow ->
                latest.merge(workflow.name(), workflow, (one, other) -> one.version() > other.version() ? one : other));
        return latest;
    }

    /** Begins a collection. */
    public static Builder builder() {
        return new Builder();
    }

    /** The job of that name. */
    public Optional<JobDefinition> job(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** All jobs. */
    public Collection<JobDefinition> jobs() {
        return jobs.values();
    }

    /** All versions of all workflows, as they are defined. */
    public Collection<WorkflowDefinition> workflows() {
        return workflows.values();
    }

    /** The names of all jobs. */
    public Set<String> jobNames() {
        return jobs.keySet();
    }

    /** The version of a workflow with which new runs begin: the highest. */
    public Optional<WorkflowDefinition> latestWorkflow(String name) {
        return Optional.ofNullable(latest.get(name));
    }

    /** One version of a workflow. */
    public Optional<WorkflowDefinition> workflow(WorkflowVersion version) {
        return Optional.ofNullable(workflows.get(version));
    }

    /** All versions of all workflows. */
    public Set<WorkflowVersion> workflowVersions() {
        return workflows.keySet();
    }

    /** All cron entries, in the order in which they were added. */
    public List<CronDefinition> crons() {
        return crons;
    }

    /** What goes around handlers, the outermost first. */
    public List<HandlerInterceptor> interceptors() {
        return interceptors;
    }

    /** Collects handlers. Not thread-safe. */
    public static final class Builder {
        private final Map<String, JobDefinition> jobs = new LinkedHashMap<>();
        private final Map<WorkflowVersion, WorkflowDefinition> workflows = new LinkedHashMap<>();
        private final Map<String, CronDefinition> crons = new LinkedHashMap<>();
        private final List<HandlerInterceptor> interceptors = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a job.
         *
         * @throws IllegalArgumentException when there is one of that name already
         */
        public Builder job(JobDefinition job) {
            requireNew(jobs.putIfAbsent(job.name(), job), "a job", job.name());
            return this;
        }

        /**
         * Adds a version of a workflow.
         *
         * @throws IllegalArgumentException when there is that version already
         */
        public Builder workflow(WorkflowDefinition workflow) {
            WorkflowVersion version = new WorkflowVersion(workflow.name(), workflow.version());
            requireNew(
                    workflows.putIfAbsent(version, workflow),
                    "version " + workflow.version() + " of a workflow",
                    workflow.name());
            return this;
        }

        /**
         * Adds a cron entry.
         *
         * @throws IllegalArgumentException when there is one of that name already
         */
        public Builder cron(CronDefinition cron) {
            requireNew(crons.putIfAbsent(cron.name(), cron), "a cron entry", cron.name());
            return this;
        }

        /** Adds what goes around all handlers, inside of what was added before. */
        public Builder interceptor(HandlerInterceptor interceptor) {
            interceptors.add(interceptor);
            return this;
        }

        /** Everything collected so far. */
        public Handlers build() {
            return new Handlers(this);
        }

        private static void requireNew(@Nullable Object before, String what, String name) {
            if (before != null) {
                throw new IllegalArgumentException(
                        "There is %s named '%s' already; choose another name.".formatted(what, name));
            }
        }
    }
}
