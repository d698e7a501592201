package dev.dwp.application.port.out;

import dev.dwp.domain.job.WorkerId;
import java.time.Instant;
import java.util.List;

/** The servers that work on this store. Thread-safe; every method may throw {@link StoreUnavailable}. */
public interface NodeStore {
    /** A node is there: remembers it, or that it was seen again. */
    void beat(NodeInfo node);

    /** A node leaves in good order. */
    void leave(WorkerId worker);

    /** Nodes seen at or after an instant, by name and then by worker. */
    List<NodeInfo> seenSince(Instant since);
}
