package dev.dwp.engine.job;

import static dev.dwp.engine.job.Scene.BANK;
import static dev.dwp.engine.job.Scene.OPERATOR;
import static dev.dwp.engine.job.Scene.SHOP;
import static dev.dwp.engine.job.Scene.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TenancyTest {
    private final Scene scene = new Scene().handle("hopeless", (payload, context) -> {
        throw new PermanentFailure("no");
    });
    private final JobEngine engine = scene.engine();

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    @DisplayName("PROTOCOL §4.3: what a caller may not see does not exist, in the very words for what does not exist")
    void hidesJobsOfOthers() throws Exception {
        Job job = scene.enqueue("hopeless");
        engine.tick();
        scene.await(job, JobState.FAILED);
        for (Caller caller : List.of(BANK, Scene.caller(new Tenant("shop", "other")))) {
            assertRefused(404, () -> engine.get().get(caller, job.id()));
            assertRefused(404, () -> engine.get().snapshot(caller, job.id()));
            assertRefused(404, () -> engine.cancel().cancel(caller, job.id()));
            assertRefused(404, () -> engine.explain().explain(caller, job.id()));
            assertRefused(404, () -> engine.deadLetters().replay(caller, job.id()));
            assertRefused(404, () -> engine.deadLetters().purge(caller, job.id()));
            assertEquals(List.of(), list(caller));
        }
        JobId nobodys = scene.ids.job();
        String hidden = message(job.id());
        assertEquals(
                message(nobodys).replace(nobodys.text(), ""),
                hidden.replace(job.id().text(), ""));
        assertEquals(JobState.FAILED, scene.job(job.id()).state());
    }

    private String message(JobId id) {
        return String.valueOf(
                assertThrows(Refusal.class, () -> engine.get().get(BANK, id)).getMessage());
    }

    @Test
    @DisplayName("PROTOCOL §4.3: an operator sees all, and acts for one tenant when it names it")
    void letsOperatorsSeeAll() {
        Job ofShop = scene.enqueue("gate");
        Job ofBank = scene.enqueue(BANK, "gate", Value.NULL, JobOptions.DEFAULT);
        Job ofNobody = scene.enqueue(OPERATOR, "gate", Value.NULL, JobOptions.DEFAULT);
        assertEquals(List.of(ofNobody.id(), ofBank.id(), ofShop.id()), list(OPERATOR));
        Caller narrowed = new Caller(OPERATOR.identity(), SHOP.tenant(), null);
        assertEquals(List.of(ofShop.id()), list(narrowed));
        assertRefused(404, () -> engine.get().get(narrowed, ofNobody.id()));
        assertRefused(404, () -> engine.get().get(SHOP, ofNobody.id()));
        assertEquals(ofBank, engine.get().get(OPERATOR, ofBank.id()));
        engine.cancel().cancel(OPERATOR, ofBank.id());
        Job made = scene.enqueue(narrowed, "gate", Value.NULL, JobOptions.DEFAULT);
        assertEquals(SHOP.tenant(), made.spec().tenant());
    }

    private List<JobId> list(Caller caller) {
        return engine.list().list(caller, new ListJobs.Filter(null, null, null), null, 100).stream()
                .map(Job::id)
                .toList();
    }
}
