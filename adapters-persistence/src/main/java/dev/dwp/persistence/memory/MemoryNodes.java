package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.domain.job.WorkerId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers of this process, guarded by the store's lock. */
final class MemoryNodes implements NodeStore {
    private static final Comparator<NodeInfo> BY_NAME = Comparator.comparing(NodeInfo::name)
            .thenComparing(node -> node.worker().text());

    private final MemoryStore store;
    private final Map<WorkerId, NodeInfo> byWorker = new HashMap<>();

    MemoryNodes(MemoryStore store) {
        this.store = store;
    }

    @Override
    public void beat(NodeInfo node) {
        store.locked(() -> byWorker.put(node.worker(), node));
    }

    @Override
    public void leave(WorkerId worker) {
        store.locked(() -> byWorker.remove(worker));
    }

    @Override
    public List<NodeInfo> seenSince(Instant since) {
        return store.locked(() -> byWorker.values().stream()
                .filter(node -> !node.seenAt().isBefore(since))
                .sorted(BY_NAME)
                .toList());
    }
}
