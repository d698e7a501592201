package dev.dwp.application.frame;

import dev.dwp.application.port.in.ListHandlers;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers {@code handler.list} (PROTOCOL §5): jobs and workflows are pages of one list, jobs first. */
final class HandlerMethods {
    private static final String JOB = "job:";
    private static final String WORKFLOW = "workflow:";

    private final ListHandlers handlers;

    HandlerMethods(ListHandlers handlers) {
        this.handlers = handlers;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(Method.HANDLER_LIST, this::list);
    }

    private Answer list(Invocation invocation) {
        Params params = invocation.params();
        Pager.Source<ListHandlers.Entry, String> source =
                Pager.Source.byName(handlers.list(), HandlerMethods::view, HandlerMethods::cursor);
        Value.Struct page = Pager.page(
                "handlers", source, params.cursor(HandlerMethods::known), Pager.limit(params), invocation.room());
        return Answer.of(split(page));
    }

    private static String cursor(ListHandlers.Entry entry) {
        return switch (entry) {
            case ListHandlers.JobEntry job -> JOB + job.name();
            case ListHandlers.WorkflowEntry workflow -> WORKFLOW + workflow.name();
        };
    }

    private static String known(String cursor) {
        if (cursor.startsWith(JOB) || cursor.startsWith(WORKFLOW)) {
            return cursor;
        }
        throw Refusal.badRequest("This is no cursor.");
    }

    private static Value.Struct view(ListHandlers.Entry entry) {
        return switch (entry) {
            case ListHandlers.JobEntry job ->
                Value.struct()
                        .put("name", job.name())
                        .put("payload", job.schema())
                        .build();
            case ListHandlers.WorkflowEntry workflow ->
                Value.struct()
                        .put("name", workflow.name())
                        .put(
                                "versions",
                                workflow.versions().stream()
                                        .map(version -> Value.of(version.longValue()))
                                        .toList())
                        .put("input", workflow.schema())
                        .build();
        };
    }

    /** Only workflows have versions. */
    private static Value split(Value.Struct page) {
        List<Value> jobs = new ArrayList<>();
        List<Value> workflows = new ArrayList<>();
        if (page.member("handlers") instanceof Value.Array(List<Value> entries)) {
            for (Value entry : entries) {
                boolean workflow = entry instanceof Value.Struct members && members.member("versions") != null;
                (workflow ? workflows : jobs).add(entry);
            }
        }
        StructBuilder split = Value.struct().put("jobs", jobs).put("workflows", workflows);
        return split.put("next_cursor", page.member("next_cursor")).build();
    }
}
