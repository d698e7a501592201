package dev.dwp.engine.workflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of every run that has lived to its end. */
final class Verification {
    private final Life life;

    Verification(Life life) {
        this.life = life;
    }

    void everything(Node plan) {
        WorkflowRun root = life.flows.run(life.root);
        if (Boolean.TRUE.equals(life.cancelled())) {
            assertEquals(RunState.CANCELLED, root.state(), life::story);
        } else {
            outcome(plan, root);
        }
        for (WorkflowRun run : life.runs()) {
            events(run);
            timeline(run);
            compensations(run);
            children(run);
        }
    }

    private void outcome(Node plan, WorkflowRun root) {
        switch (Outcome.of(plan)) {
            case Outcome.Text(var text) -> {
                assertEquals(RunState.COMPLETED, root.state(), life::story);
                assertEquals(Value.of(text), root.output(), life::story);
            }
            case Outcome.Failure(var error) -> {
                assertEquals(RunState.FAILED, root.state(), life::story);
                assertTrue(String.valueOf(root.error()).contains(error), life::story);
            }
        }
    }

    /** One end, told last; a step is told to have completed once. */
    private void events(WorkflowRun run) {
        List<String> told = life.flows.told(run.id());
        Set<String> ends = Set.of("workflow.completed", "workflow.failed", "workflow.cancelled");
        assertEquals("workflow.started", told.getFirst());
        assertEquals("workflow." + run.state().wireName(), told.getLast());
        assertEquals(1, told.stream().filter(ends::contains).count(), told::toString);
        List<String> completed = told.stream()
                .filter(event -> event.startsWith("workflow.step_completed"))
                .toList();
        assertEquals(new HashSet<>(completed).size(), completed.size(), completed::toString);
    }

    private void timeline(WorkflowRun run) {
        List<TimelineEntry> timeline = life.flows.store.runs().timeline(run.id());
        Map<String, List<TimelineEntry>> byName =
                timeline.stream().collect(Collectors.groupingBy(TimelineEntry::stepName));
        for (List<TimelineEntry> attempts : byName.values()) {
            for (int i = 0; i < attempts.size(); i++) {
                TimelineEntry entry = attempts.get(i);
                assertEquals(i + 1, entry.attempt(), life::story);
                assertTrue(entry.state().ended(), life::story);
                assertTrue(i == attempts.size() - 1 || entry.state() == EntryState.FAILED, life::story);
                if (entry.kind() == StepKind.WAIT && entry.data() != null) {
                    assertEquals(Value.of(entry.stepName()), entry.data(), life::story);
                }
            }
        }
    }

    /** None of a run that completed; else each once, those that failed too, and in reverse. */
    private void compensations(WorkflowRun run) {
        Node body = life.world.runs.get(run.id());
        List<TimelineEntry> ran = life.flows.store.runs().timeline(run.id()).stream()
                .filter(entry -> entry.kind() == StepKind.COMPENSATION)
                .toList();
        if (run.state() == RunState.COMPLETED || body == null) {
            assertEquals(List.of(), ran, life::story);
            return;
        }
        List<String> names = ran.stream().map(TimelineEntry::stepName).toList();
        for (Order.Pair pair : Order.of(body)) {
            int first = names.indexOf(pair.first());
            int second = names.indexOf(pair.second());
            boolean missing = first < 0 && pair.certain();
            assertTrue(second < 0 || ((second < first || first < 0) && !missing), () -> pair + life.story());
        }
        for (TimelineEntry entry : ran) {
            boolean failed = String.valueOf(run.error()).contains("'" + entry.stepName() + "' failed");
            assertEquals(entry.state() == EntryState.FAILED, failed, life::story);
        }
        done(run.id(), names);
    }

    private void done(RunId id, List<String> names) {
        List<String> undone = life.world.undone.stream()
                .filter(entry -> entry.startsWith(id.text()))
                .map(entry -> entry.substring(entry.indexOf(' ') + 1))
                .toList();
        assertEquals(new HashSet<>(names), new HashSet<>(undone), life::story);
    }

    /** A child that was waited for has ended before its parent, or with it was cancelled. */
    private void children(WorkflowRun parent) {
        Map<String, WorkflowRun> children = new HashMap<>();
        for (WorkflowRun run : life.runs()) {
            if (parent.id().equals(run.spec().parent())) {
                assertTrue(children.put(String.valueOf(run.spec().input()), run) == null, life::story);
            }
        }
        List<TimelineEntry> entries = new ArrayList<>(life.flows.store.runs().timeline(parent.id()));
        entries.removeIf(entry -> entry.kind() != StepKind.CHILD);
        assertEquals(entries.size(), children.size(), life::story);
        for (TimelineEntry entry : entries) {
            WorkflowRun child = children.get(String.valueOf(Value.of(entry.stepName())));
            if (entry.state() == EntryState.COMPLETED && child.spec().awaited()) {
                assertEquals(RunState.COMPLETED, child.state(), life::story);
                assertEquals(child.output(), entry.data(), life::story);
            }
            if (entry.state() == EntryState.FAILED) {
                assertTrue(child.state() == RunState.FAILED || child.state() == RunState.CANCELLED, life::story);
            }
        }
    }
}
