package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kept signals in memory; guarded by the store's lock. Who waits for one is in {@link Timelines}. */
final class MemorySignals implements SignalStore {
    private static final Comparator<Signal> OLDEST = Comparator.comparing(Signal::publishedAt)
            .thenComparing(signal -> signal.id().text());

    private final MemoryStore store;
    private final MemoryRuns runs;
    private final Map<SignalId, Signal> kept = new HashMap<>();
    private final TreeSet<Signal> byAge = new TreeSet<>(OLDEST);
    private final SortedMultimap<Place, Signal> byPlace = new SortedMultimap<>(OLDEST);

    private final Map<KeyRef, Publication> published = new HashMap<>();
    private final TreeSet<Publication> publishedByAge = new TreeSet<>(Comparator.comparing(Publication::publishedAt)
            .thenComparing(publication -> publication.signal().text()));

    /** Those that name a run alone, at the places of any key: they end also waits that have one. */
    private final SortedMultimap<Place, Signal> namingRun = new SortedMultimap<>(OLDEST);

    /**
     * Where a wait looks.
     *
     * @param addressee a run or a tenant
     * @param key {@code null} for those of any key
     */
    private record Place(
            Object addressee, String name, @Nullable String key) {}

    MemorySignals(MemoryStore store, MemoryRuns runs) {
        this.store = store;
        this.runs = runs;
    }

    boolean keeps(SignalId id) {
        return kept.containsKey(id);
    }

    /** The publication that has a key, if any. */
    List<KeyOwner> publisher(KeyRef key) {
        Publication publication = published.get(key);
        return publication == null ? List.of() : List.of(KeyOwner.of(publication));
    }

    void remember(Publication publication) {
        Publication before = published.put(KeyRef.of(publication), publication);
        if (before != null) {
            publishedByAge.remove(before);
        }
        publishedByAge.add(publication);
    }

    void keep(Signal signal) {
        kept.put(signal.id(), signal);
        index(signal, true);
    }

    void take(SignalId id) {
        Signal signal = kept.remove(id);
        if (signal != null) {
            index(signal, false);
        }
    }

    private void index(Signal signal, boolean add) {
        Object addressee = signal.run() == null ? signal.tenant() : signal.run();
        byPlace.index(new Place(addressee, signal.name(), null), signal, add);
        if (signal.key() != null) {
            byPlace.index(new Place(addressee, signal.name(), signal.key()), signal, add);
        }
        if (signal.namesRunAlone()) {
            namingRun.index(new Place(addressee, signal.name(), null), signal, add);
        }
        if (add) {
            byAge.add(signal);
        } else {
            byAge.remove(signal);
        }
    }

    @Override
    public Optional<Waiter> longestWaiting(Signal signal) {
        return store.locked(
                () -> runs.table().timelines().longestWaiting(signal).flatMap(runs::waiter));
    }

    @Override
    public Optional<Signal> oldestKept(WorkflowRun run, Await.ForSignal await) {
        Place own = new Place(run.id(), await.name(), await.key());
        Place anyones = new Place(run.spec().tenant(), await.name(), await.key());
        Place named = new Place(run.id(), await.name(), null);
        return store.locked(() -> Stream.of(byPlace.first(own), byPlace.first(anyones), namingRun.first(named))
                .flatMap(Optional::stream)
                .min(OLDEST));
    }

    @Override
    public Optional<Publication> published(Tenant tenant, String name, IdempotencyKey dedup, Instant since) {
        return store.locked(() -> Optional.ofNullable(
                        published.get(new KeyRef(KeyRef.Kind.PUBLICATION, tenant, name, dedup.text())))
                .filter(publication -> !publication.publishedAt().isBefore(since)));
    }

    @Override
    public int forgetPublishedBefore(Instant before, int limit) {
        return store.locked(() -> {
            List<Publication> old = publishedByAge.stream()
                    .takeWhile(publication -> publication.publishedAt().isBefore(before))
                    .limit(limit)
                    .toList();
            old.forEach(publication -> {
                published.remove(KeyRef.of(publication));
                publishedByAge.remove(publication);
            });
            return old.size();
        });
    }

    @Override
    public int deleteKeptBefore(Instant before, int limit) {
        return store.locked(() -> {
            List<SignalId> old = byAge.stream()
                    .takeWhile(signal -> signal.publishedAt().isBefore(before))
                    .limit(limit)
                    .map(Signal::id)
                    .toList();
            old.forEach(this::take);
            return old.size();
        });
    }
}
