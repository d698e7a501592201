package dev.dwp.persistence.contract;

import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Something that is done to a store of jobs and to its model. Few names and small numbers, so that things meet. */
public interface Operation {
    /** Their bounds are in {@link #claim}. */
    List<String> QUEUES = List.of("free", "narrow", "slow");

    List<Tenant> TENANTS = List.of(Tenants.ORG, Tenants.OTHER_ORG, Tenants.OTHER_APP);

    /** Does it. */
    void on(JobTrial trial);

    /** Any of them. */
    static Arbitrary<Operation> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, enqueue()),
                Tuple.of(5, claim()),
                Tuple.of(6, act()),
                Tuple.of(3, pass()),
                Tuple.of(3, rest()));
    }

    private static Arbitrary<Integer> upTo(int most) {
        return Arbitraries.integers().between(0, most);
    }

    private static Arbitrary<Operation> enqueue() {
        return Combinators.combine(upTo(2), upTo(2), upTo(2), Arbitraries.of(0, 0, 0, 500, 2_000), upTo(9), upTo(3))
                .as((queue, tenant, priority, delay, key, name) -> named(
                        "enqueue in queue %d for tenant %d, priority %d, in %d ms, key %d, name %d"
                                .formatted(queue, tenant, priority, delay, key, name),
                        trial -> {
                            JobDraft draft = JobDraft.job()
                                    .queue(QUEUES.get(queue))
                                    .tenant(TENANTS.get(tenant))
                                    .priority(priority)
                                    .name(name == 0 ? "rare" : "work");
                            trial.enqueue(key < 3 ? draft.key("key " + key) : draft, Duration.ofMillis(delay));
                        }));
    }

    private static Arbitrary<Operation> claim() {
        return Combinators.combine(upTo(1), Arbitraries.integers().between(1, 5), upTo(3), upTo(5))
                .as((worker, limit, names, closed) -> named(
                        "worker %d claims %d, names %d, closed %d".formatted(worker, limit, names, closed), trial -> {
                            ClaimDraft draft = ClaimDraft.upTo(limit)
                                    .by(Driver.worker(worker))
                                    .lease(Duration.ofMillis(1_500))
                                    .concurrency("narrow", 2)
                                    .rate("slow", Rate.perSecond(2));
                            draft = names == 0 ? draft : draft.names("work", "rare");
                            trial.claim(closed < 3 ? draft.closed(QUEUES.get(closed)) : draft);
                        }));
    }

    private static Arbitrary<Operation> act() {
        JobAction[] actions = {
            JobAction.PROGRESS,
            JobAction.COMPLETE,
            JobAction.RETRY,
            JobAction.RELEASE,
            JobAction.FAIL,
            JobAction.CANCEL,
            JobAction.REPLAY,
            JobAction.CLAIM
        };
        return Combinators.combine(upTo(99), Arbitraries.of(actions))
                .as((version, action) ->
                        named(action + " of version " + version, trial -> trial.act(-version, action)));
    }

    private static Arbitrary<Operation> pass() {
        return Arbitraries.of(1, 100, 500, 1_000, 2_000, -500, -3_000, 90_000_000)
                .map(millis -> named(millis + " ms pass", trial -> trial.pass(Duration.ofMillis(millis))));
    }

    private static Arbitrary<Operation> rest() {
        return Arbitraries.oneOf(
                upTo(99).map(version -> named("purge version " + version, trial -> trial.purge(-version))),
                upTo(1).map(worker -> named("worker " + worker + " renews", trial -> trial.renew(worker))),
                upTo(2).map(queue -> named("pause queue " + queue, trial -> trial.pause(QUEUES.get(queue), true))),
                upTo(2).map(queue -> named("resume queue " + queue, trial -> trial.pause(QUEUES.get(queue), false))),
                upTo(3).map(limit ->
                        named("delete up to " + limit, trial -> trial.delete(Duration.ofMillis(500), limit + 1))));
    }

    private static Operation named(String name, Operation operation) {
        return new Operation() {
            @Override
            public void on(JobTrial trial) {
                operation.on(trial);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
