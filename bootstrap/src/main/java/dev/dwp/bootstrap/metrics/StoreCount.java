package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts what is in a store, of all tenants together; takes as long as the store takes. Thread-safe. */
record StoreCount(Store store, QueueLabels queues) implements Supplier<Optional<StoreFigures>> {

    /**
     * The figures; none when the store says that it is away.
     *
     * @throws dev.dwp.application.port.out.StoreUnavailable when that turns out
     */
    @Override
    public Optional<StoreFigures> get() {
        if (!store.healthy()) {
            return Optional.empty();
        }
        return Optional.of(new StoreFigures(
                store.jobs().countByState(Tenant.NONE),
                queues.sum(store.jobs().depths(Tenant.NONE)),
                store.runs().countByState(Tenant.NONE),
                events(store.events())));
    }

    /** Where the log is cut at this very moment, it goes on to what is kept then. */
    private static StoreFigures.Events events(EventLog log) {
        LogExtent extent = log.extent();
        try {
            List<LoggedEvent> first =
                    log.read(extent.beforeOldest(), null, Tenant.NONE, 1).events();
            return new StoreFigures.Events(
                    extent, first.isEmpty() ? null : first.getFirst().at());
        } catch (CursorExpired e) {
            return events(log);
        }
    }
}
