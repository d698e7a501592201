package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.cluster.HeldUp;
import dev.dwp.cluster.Postgres;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcStores;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On PostgreSQL the commit that lets a step begin waits for another node's transaction, until the lease in it is over. */
class SlowCommitTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final String database = Postgres.newDatabase();
    private final Flows flows = new Flows(
                    clock -> JdbcStores.postgres(database, new JsonFormat(), new SupervisedThreads()))
            .settings(settings -> settings.withLease(LEASE));
    private final CompletableFuture<RunId> id = new CompletableFuture<>();
    private final List<Lease> underLeases = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        flows.close();
    }

    private Lease lease(RunId run) {
        RunClaim claim = Objects.requireNonNull(flows.run(run).claim());
        return claim.lease();
    }

    /** Lets a run come to its only step, whose beginning takes long to commit. */
    private void beginAStepSlowly(Store store) throws Exception {
        flows.workflow("pay", (workflow, input) -> {
            workflow.step("pay", () -> {
                Lease lease = lease(id.join());
                assertTrue(lease.until().isAfter(flows.clock.instant()));
                underLeases.add(lease);
            });
            return null;
        });
        WorkflowEngine engine = flows.engine(store);
        id.complete(flows.start(engine, "pay"));
        try (HeldUp timelines = HeldUp.timelines(database)) {
            engine.start();
            timelines.awaitSomebody();
            flows.clock.advance(LEASE);
        }
        flows.until("it is over", () -> flows.run(id.join()).fences() == 1 && engine.heldRuns() == 0);
    }

    @Test
    void theStepBeginsOnlyUnderALeaseThatLasts() throws Exception {
        beginAStepSlowly(flows.store);
        flows.clock.advance(LEASE);
        flows.finished(id.join(), RunState.COMPLETED);
        assertFalse(underLeases.isEmpty());
    }

    @Test
    void theStepDoesNotBeginWhereTheRunWasTakenAwayMeanwhile() throws Exception {
        FutureTask<Boolean> takingAway = new FutureTask<>(this::takeAway, true);
        beginAStepSlowly(beforeRenewals(takingAway));
        assertEquals(List.of("step pay 1 running"), flows.shown(id.join()));
        assertEquals(List.of(), underLeases);
    }

    /** As another node does with a run whose lease ran out; but it stays there, until it is woken. */
    private void takeAway() {
        flows.until("the store knows of the step", () -> !flows.shown(id.join()).isEmpty());
        WorkflowRun run = flows.run(id.join());
        flows.store
                .commits()
                .commit(Changeset.of(
                        flows.clock.instant(), new Change.OfRun(run.suspend(null, flows.clock.instant()))));
    }

    /** The same store, but something is done first before any run's lease is renewed. */
    private Store beforeRenewals(FutureTask<Boolean> action) {
        RunStore runs = proxy(RunStore.class, (self, method, arguments) -> {
            if (method.getName().equals("renew")) {
                action.run();
                action.get();
            }
            return invoke(flows.store.runs(), method, arguments);
        });
        return proxy(
                Store.class,
                (self, method, arguments) ->
                        method.getName().equals("runs") ? runs : invoke(flows.store, method, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
