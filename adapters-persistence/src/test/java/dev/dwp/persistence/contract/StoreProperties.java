package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.persistence.contract.Claimers.Step;
import dev.dwp.persistence.contract.Halves.Half;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds of a store whatever is done to it. */
public abstract class StoreProperties {
    private static final int TRIES = 25;

    /** After so many operations everything is compared; that takes many reads. */
    private static final int STRETCH = 7;

    /** An empty store that nobody else uses. */
    protected abstract Store open();

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    @Label("A store of jobs does what the simplest one does, whatever is done to it")
    protected void agreesWithItsModel(@ForAll("operations") List<Operation> operations) {
        try (Store store = open()) {
            JobTrial trial = new JobTrial(store);
            for (int i = 0; i < operations.size(); i++) {
                operations.get(i).on(trial);
                trial.compare();
                if (i % STRETCH == 0) {
                    trial.compareAll();
                }
            }
            trial.compareAll();
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return Operation.any().list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    @Label("Any interleaving of claimers completes each job once, also where leases run out")
    void completesEachJobOnce(@ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int count) {
        try (Store store = open()) {
            Driver driver = new Driver(store, Driver.NOW);
            driver.enqueue(count, job());
            Claimers claimers = new Claimers(store, driver);
            steps.forEach(claimers::go);
            assertEquals(count, claimers.finish());
            assertEquals(Map.of(JobState.COMPLETED, (long) count), store.jobs().countByState(Tenant.NONE));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.of(Step.Doing.class))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    @Label("PROTOCOL §7.3 pages of any size show each event of a channel and view once, in order, after any trimming")
    void readsEachKeptEventOnce(
            @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> owners,
            @ForAll @IntRange(max = 45) int keep,
            @ForAll @IntRange(min = 1, max = 20) int atATime,
            @ForAll @IntRange(max = 5) int viewer,
            @ForAll @IntRange(min = 1, max = 9) int page) {
        try (Store store = open()) {
            Driver driver = new Driver(store, Driver.NOW);
            owners.forEach(
                    owner -> driver.enqueue(job().tenant(Tenants.ALL.get(owner)).queue("q" + owner % 2)));
            List<LoggedEvent> all = driver.log();
            while (store.events().trim(keep, Instant.MIN, atATime) > 0) {
                assertEquals(all.getLast().cursor(), store.events().head());
            }
            int dropped = Math.max(0, all.size() - keep);
            Cursor before = new Cursor(store.events().head().n() - all.size() + dropped);
            assertEquals(before, store.events().extent().beforeOldest());
            Tenant view = Tenants.ALL.get(viewer);
            for (Channel channel : new Channel[] {null, new Channel.Queue(new QueueName("q1"))}) {
                List<LoggedEvent> expected = all.subList(dropped, all.size()).stream()
                        .filter(event -> view.sees(event.tenant()))
                        .filter(event -> channel == null || event.channels().contains(channel))
                        .toList();
                assertEquals(expected, pages(store, before, channel, view, page));
            }
        }
    }

    private static List<LoggedEvent> pages(
            Store store, Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        List<LoggedEvent> seen = new ArrayList<>();
        Cursor at = after;
        while (at.compareTo(store.events().head()) < 0) {
            Page page = store.events().read(at, channel, view, limit);
            seen.addAll(page.events());
            at = page.upTo();
        }
        return seen;
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    @Label("PROTOCOL §6 a signal finds the waiter that a look at every wait would, and a wait the signal")
    void findsTheOtherHalf(@ForAll("halves") List<Half> waits, @ForAll("halves") List<Half> signals) {
        try (Store store = open()) {
            Halves halves = new Halves(new Driver(store, Driver.NOW));
            waits.forEach(halves::await);
            for (Half half : signals) {
                Signal signal = halves.publish(half);
                assertEquals(halves.longestWaiting(signal), store.signals().longestWaiting(signal));
            }
            for (Waiter waiter : halves.waiting()) {
                assertEquals(
                        halves.oldestKept(waiter), store.signals().oldestKept(waiter.run(), Halves.awaitOf(waiter)));
            }
        }
    }

    @Provide
    Arbitrary<List<Half>> halves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false, false))
                .as(Half::new)
                .list()
                .ofMaxSize(12);
    }
}
