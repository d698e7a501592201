package dev.dwp.application.node;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.port.in.ListHandlers;
import dev.dwp.application.port.out.PayloadSchemas;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists the handlers of this node, with the schemas of what they take (PROTOCOL §5). Made once: they never change. */
public final class ListHandlersService implements ListHandlers {
    private final Handlers handlers;
    private final List<Entry> entries;

    /** Describes the types of {@code handlers} by {@code schemas}. */
    public ListHandlersService(Handlers handlers, PayloadSchemas schemas) {
        this.handlers = handlers;
        Stream<Entry> jobs = new TreeSet<>(handlers.jobNames())
                .stream()
                        .map(name -> handlers.job(name).orElseThrow())
                        .map(job -> new JobEntry(job.name(), schemas.schema(job.payloadType())));
        Stream<Entry> workflows = handlers.workflowVersions().stream()
                .map(WorkflowVersion::name)
                .distinct()
                .sorted()
                .map(name -> handlers.latestWorkflow(name).orElseThrow())
                .map(workflow -> entry(workflow, schemas));
        entries = Stream.concat(jobs, workflows).toList();
    }

    private WorkflowEntry entry(WorkflowDefinition latest, PayloadSchemas schemas) {
        List<Integer> versions = handlers.workflowVersions().stream()
                .filter(version -> version.name().equals(latest.name()))
                .map(WorkflowVersion::version)
                .sorted()
                .toList();
        return new WorkflowEntry(latest.name(), versions, schemas.schema(latest.inputType()));
    }

    @Override
    public List<Entry> list() {
        return entries;
    }
}
