package dev.dwp.domain.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobSamples;
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

class JobEventsTest {
    private static final Set<String> ALWAYS =
            Set.of("type", "topic", "job_id", "job_name", "queue", "state", "scope_app_id", "scope_org_id");
    private static final Set<String> SOMETIMES =
            Set.of("attempt", "elapsed_ms", "error", "next_run_at", "percent", "note", "final");

    @Property
    @Label("PROTOCOL §7.2: each thing that happens to a job is told, job.failed before job.dlq")
    void tellsWhatHappened(@ForAll("lives") List<JobAction> life) {
        for (JobChange change : changes(life)) {
            assertEquals(
                    switch (change.action()) {
                        case ENQUEUE, REPLAY -> List.of("job.enqueued");
                        case CLAIM -> List.of("job.started");
                        case PROGRESS -> List.of("job.progress");
                        case COMPLETE -> List.of("job.completed");
                        case RETRY, RELEASE -> List.of("job.retrying");
                        case CANCEL -> List.of("job.cancelled");
                        case FAIL -> List.of("job.failed", "job.dlq");
                    },
                    JobEvent.tellOf(change).stream().map(JobEvent::type).toList());
        }
    }

    @Property
    @Label("PROTOCOL §7.2: final is on the event after which there is no other, and on no other")
    void saysWhichIsTheLast(@ForAll("lives") List<JobAction> life) {
        for (JobChange change : changes(life)) {
            List<JobEvent> events = JobEvent.tellOf(change);
            for (JobEvent event : events) {
                boolean last = change.job().state().finished() && event.equals(events.getLast());
                assertEquals(last ? Value.of(true) : null, event.data().member("final"), event.type());
            }
        }
    }

    @Property
    @Label("PROTOCOL §7.2: a job event has these members")
    void hasTheMembersOfTheProtocol(@ForAll("lives") List<JobAction> life) {
        for (JobChange change : changes(life)) {
            Job job = change.job();
            for (JobEvent event : JobEvent.tellOf(change)) {
                Set<String> members = new HashSet<>(event.data().members().keySet());
                assertTrue(members.removeAll(ALWAYS) && SOMETIMES.containsAll(members), members::toString);
                assertTrue(event.data().members().keySet().containsAll(ALWAYS));
                assertEquals(event.type(), event.data().text("type"));
                assertEquals(job.state().wireName(), event.data().text("state"));
                assertEquals("job:" + job.id(), event.data().text("topic"));
                assertEquals(job.spec().tenant(), event.tenant());
            }
        }
    }

    @Property
    @Label("PROTOCOL §7.1: a job event is on the channels of all jobs, of everything, of its job and of its queue")
    void isOnItsChannels(@ForAll("lives") List<JobAction> life) {
        for (JobChange change : changes(life)) {
            for (JobEvent event : JobEvent.tellOf(change)) {
                assertEquals(
                        List.of("jobs", "firehose", "job:" + JobSamples.ID, "queue:mail"),
                        event.channels().stream().map(Channel::text).toList());
            }
        }
    }

    /** Everything that happens in a life from which what cannot happen is left out. */
    private static List<JobChange> changes(List<JobAction> life) {
        List<JobChange> changes = new ArrayList<>(List.of(JobSamples.after()));
        for (JobAction action : life) {
            Job job = changes.getLast().job();
            if (action.from(job.state()).isPresent()) {
                changes.add(JobSamples.act(job, action, job.updatedAt().plusSeconds(1)));
            }
        }
        return changes;
    }

    @Provide
    Arbitrary<List<JobAction>> lives() {
        return Arbitraries.of(JobSamples.actions()).list().ofMaxSize(30);
    }
}
