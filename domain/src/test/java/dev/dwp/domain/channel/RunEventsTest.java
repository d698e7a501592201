package dev.dwp.domain.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunSamples;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RunEventsTest {
    private static final Set<String> ALWAYS =
            Set.of("type", "topic", "run_id", "name", "state", "scope_app_id", "scope_org_id");
    private static final Set<String> SOMETIMES = Set.of("step_name", "elapsed_ms", "error", "final");

    @Property
    @Label("PROTOCOL §7.2: what happens to a run is told where it concerns others")
    void tellsWhatHappened(@ForAll("lives") List<RunAction> life) {
        for (RunChange change : changes(life)) {
            assertEquals(
                    switch (change.action()) {
                        case START, REPLAY -> List.of("workflow.started");
                        case COMPLETE -> List.of("workflow.completed");
                        case FAIL -> List.of("workflow.failed");
                        case CANCEL -> List.of("workflow.cancelled");
                        case ADVANCE, CLAIM, SUSPEND, RELEASE, REQUEST_CANCEL, ROLL_BACK -> List.of();
                    },
                    RunEvent.tellOf(change).stream().map(RunEvent::type).toList());
        }
    }

    @Property
    @Label("PROTOCOL §7.2: final is on the event after which there is no other, and on no other")
    void saysWhichIsTheLast(@ForAll("lives") List<RunAction> life) {
        for (RunChange change : changes(life)) {
            for (RunEvent event : RunEvent.tellOf(change)) {
                boolean last = change.run().state().finished();
                assertEquals(last ? Value.of(true) : null, event.data().member("final"), event.type());
            }
        }
    }

    @Property
    @Label("PROTOCOL §7.1, §7.2: a run event has these members and is on these channels")
    void hasTheMembersOfTheProtocol(@ForAll("lives") List<RunAction> life) {
        for (RunChange change : changes(life)) {
            for (RunEvent event : RunEvent.tellOf(change)) {
                Set<String> members = new HashSet<>(event.data().members().keySet());
                assertTrue(members.containsAll(ALWAYS), members::toString);
                members.removeAll(ALWAYS);
                assertTrue(SOMETIMES.containsAll(members), members::toString);
                assertEquals(change.run().state().wireName(), event.data().text("state"));
                assertEquals(change.run().spec().tenant(), event.tenant());
                assertEquals(
                        List.of("workflows", "firehose", "workflow:" + RunSamples.ID),
                        event.channels().stream().map(Channel::text).toList());
            }
        }
    }

    /** Everything that happens in a life from which what cannot happen is left out. */
    private static List<RunChange> changes(List<RunAction> life) {
        List<RunChange> changes = new ArrayList<>(List.of(RunSamples.after()));
        for (RunAction action : life) {
            WorkflowRun run = changes.getLast().run();
            if (action.from(run.state()).isPresent()) {
                changes.add(RunSamples.act(run, action, run.updatedAt().plusSeconds(1)));
            }
        }
        return changes;
    }

    @Provide
    Arbitrary<List<RunAction>> lives() {
        return Arbitraries.of(RunSamples.actions()).list().ofMaxSize(30);
    }
}
