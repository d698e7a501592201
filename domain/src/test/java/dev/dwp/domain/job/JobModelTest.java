package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JobModelTest {
    @Property
    @Label("PROTOCOL §5: whatever is tried with a job, what the table allows happens, and nothing else")
    void livesByItsTable(@ForAll("lives") List<JobAction> life) {
        Job job = JobSamples.after().job();
        Instant now = job.updatedAt();
        for (JobAction action : life) {
            now = now.plusSeconds(1);
            if (action.from(job.state()).isPresent()) {
                JobChange change = JobSamples.act(job, action, now);
                assertEquals(action, change.action());
                new JobStep(job, action, change.job(), now).check();
                job = change.job();
            } else {
                Job untouched = job;
                Instant then = now;
                assertThrows(IllegalTransition.class, () -> JobSamples.act(untouched, action, then));
            }
        }
    }

    @Example
    @Label("A longer lease changes nothing else")
    void isTheSameUnderALongerLease() {
        Job job = JobSamples.in(JobState.RUNNING);
        Lease longer = new Lease(JobSamples.WORKER, JobSamples.NOW.plusSeconds(99));
        Job renewed = job.renewed(longer);
        assertEquals(longer, renewed.lease());
        assertEquals(job, renewed.renewed(job.lease()));
    }

    @Provide
    Arbitrary<List<JobAction>> lives() {
        return Arbitraries.of(JobSamples.actions()).list().ofMaxSize(60);
    }
}
