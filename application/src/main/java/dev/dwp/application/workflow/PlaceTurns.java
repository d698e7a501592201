package dev.dwp.application.workflow;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.TenantRuns;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells a run that has come to the end of a step whether its place is another tenant's now (PROTOCOL §6): where all places of
 * this node are taken and runs of a tenant wait of which fewer are taken up. Where nobody waits that is one volatile read.
 * Thread-safe.
 */
final class PlaceTurns {
    /** Tenants whose last turn is remembered; one that is forgotten goes first among equals. */
    private static final int REMEMBERED = 1_000;

    private final Runnable look;
    private final Runnable over;

    /** Guards all below, save reads of {@link #awaited}. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The earliest first. */
    private final Map<Tenant, Long> last = new LinkedHashMap<>();

    private final Map<Tenant, TenantRuns> counts = new HashMap<>();
    private long turns;

    private volatile boolean awaited;

    /**
     * Nobody waits.
     *
     * @param look has somebody look anew who waits
     * @param over told when nobody waits any more
     */
    PlaceTurns(Runnable look, Runnable over) {
        this.look = look;
        this.over = over;
    }

    /** There are places for all: nobody is to give one up. */
    void free() {
        if (awaited) {
            full(List.of(), 0);
        }
    }

    /**
     * All places are taken.
     *
     * @param current what is taken up and what waits, of each tenant
     * @param leaving how many places are about to be free
     */
    void full(Collection<TenantRuns> current, int leaving) {
        boolean before = awaited;
        lock.lock();
        try {
            counts.clear();
            current.forEach(runs -> counts.put(runs.tenant(), runs));
            for (int i = 0; i < leaving; i++) {
                next().ifPresent(this::take);
            }
            awaited = next().isPresent();
        } finally {
            lock.unlock();
        }
        tellIfOver(before);
    }

    private void tellIfOver(boolean before) {
        if (before && !awaited) {
            over.run();
        }
    }

    /** Whether the place of a tenant's run is wanted for another tenant's. */
    boolean wants(Tenant tenant) {
        if (!awaited) {
            return false;
        }
        lock.lock();
        try {
            return goesBefore(tenant);
        } finally {
            lock.unlock();
        }
    }

    private boolean goesBefore(Tenant tenant) {
        TenantRuns own = counts.get(tenant);
        TenantRuns next = next().orElse(null);
        return own != null && next != null && own.held() > next.held();
    }

    /** A run of a tenant has come to the end of a step; whether it is to give its place up. */
    boolean giveUp(Tenant tenant) {
        if (!awaited) {
            return false;
        }
        boolean gives;
        lock.lock();
        try {
            gives = goesBefore(tenant);
            if (gives) {
                counts.computeIfPresent(tenant, (same, own) -> new TenantRuns(tenant, own.held() - 1, own.due()));
                next().ifPresent(this::take);
                hadTurn(tenant);
                awaited = next().isPresent();
            }
        } finally {
            lock.unlock();
        }
        tellIfOver(gives);
        return gives;
    }

    /** A run that was to give its place up keeps it after all. */
    void kept() {
        look.run();
    }

    /** Runs of these tenants were taken up. */
    void takenUp(Collection<Tenant> tenants) {
        lock.lock();
        try {
            tenants.forEach(this::hadTurn);
        } finally {
            lock.unlock();
        }
    }

    /** The number of each tenant's last turn. */
    Map<Tenant, Long> last() {
        lock.lock();
        try {
            return Map.copyOf(last);
        } finally {
            lock.unlock();
        }
    }

    private Optional<TenantRuns> next() {
        return counts.values().stream().filter(runs -> runs.due() > 0).min(Comparator.comparingLong(TenantRuns::held));
    }

    private void take(TenantRuns next) {
        counts.put(next.tenant(), new TenantRuns(next.tenant(), next.held() + 1, next.due() - 1));
    }

    private void hadTurn(Tenant tenant) {
        last.remove(tenant);
        last.put(tenant, ++turns);
        if (last.size() > REMEMBERED) {
            last.remove(last.keySet().iterator().next());
        }
    }
}
