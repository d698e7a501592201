package dev.dwp.application.job;

import dev.dwp.application.loop.Loop;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The two loops that run jobs on this node, from their start to their end. Thread-safe. */
final class Worker {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Wakeups wakeups;
    private final Duration cancelGrace;

    /** Whether a job that ends anywhere may let another start here: where nothing is bounded, claims found all there is. */
    private final boolean boundsConcurrency;

    private final Attempts attempts;
    private final ImmediateStarts starts;
    private final ImmediateStarts.Side side;
    private final Dispatcher dispatcher;
    private final LeaseKeeper keeper;
    private final Loop claims;
    private final Loop leases;

    /** Written by {@link #start} and {@link #stop}. */
    private volatile List<Wakeups.Registration> registrations = List.of();

    Worker(JobEngineParts parts, AttemptContext.Services services, ImmediateStarts starts) {
        this.starts = starts;
        wakeups = parts.store().wakeups();
        cancelGrace = parts.settings().cancelGrace();
        boundsConcurrency =
                parts.settings().limits().values().stream().anyMatch(limits -> limits.concurrency() != null);
        attempts = new Attempts(parts, services, this::placeIsFree);
        DoubtedClaims doubted = new DoubtedClaims(parts, attempts);
        keeper = new LeaseKeeper(parts, attempts, doubted, this::leaseBegins);
        side = new ImmediateStarts.Side(new StartOffer(), attempts, keeper, doubted);
        dispatcher = new Dispatcher(parts, side);
        claims = new Loop("dwp-job-dispatcher", LONGEST_PAUSE, parts.loop(), dispatcher::claim);
        Duration lease = parts.settings().lease();
        leases = new Loop("dwp-job-leases", shorter(LONGEST_PAUSE, lease.dividedBy(6)), parts.loop(), keeper::keep);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void placeIsFree() {
        if (dispatcher.lacksPlaces()) {
            claims.wake();
        }
    }

    private void leaseBegins() {
        leases.wake();
    }

    void start() {
        List<Wakeups.Registration> all = new ArrayList<>();
        all.add(wakeups.on(Wakeups.Topic.JOBS, this::jobsWait));
        all.add(wakeups.on(Wakeups.Topic.INTERRUPTS, this::interrupts));
        if (boundsConcurrency) {
            all.add(wakeups.on(Wakeups.Topic.ROOM, claims::wake));
        }
        registrations = List.copyOf(all);
        starts.open(side);
        claims.start();
        leases.start();
    }

    private void jobsWait() {
        side.offer().announce();
        claims.wake();
    }

    /** Somebody's job was interrupted: that matters only to those who run some. */
    private void interrupts() {
        if (!attempts.leased().isEmpty()) {
            leases.wake();
        }
    }

    void tick() {
        keeper.keep();
        dispatcher.claim();
    }

    WorkerLoad load() {
        return attempts.load();
    }

    void stop(Duration grace) throws InterruptedException {
        stop(grace, cancelGrace);
    }

    void stop(Duration grace, Duration tidying) throws InterruptedException {
        attempts.close();
        claims.stop();
        try {
            attempts.stop(grace, tidying);
        } finally {
            leases.stop();
            registrations.forEach(Wakeups.Registration::close);
        }
    }
}
