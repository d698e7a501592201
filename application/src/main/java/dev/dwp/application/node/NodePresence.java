package dev.dwp.application.node;

import dev.dwp.application.chore.Chore;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other servers on the same store that this one is there, and knows which of them are. Says so at its start;
 * again and again only where others may listen, at a third of the lease. A node counts as live for a whole lease after it
 * was seen, by the clock of the node that asks. Thread-safe.
 */
public final class NodePresence {
    private static final Logger LOG = LoggerFactory.getLogger(NodePresence.class);
    private static final int BEATS_PER_LEASE = 3;
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final Comparator<NodeInfo> BY_NAME = Comparator.comparing(NodeInfo::name)
            .thenComparing(node -> node.worker().text());

    private final Self self;
    private final Duration lease;
    private final Store store;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Chore chore;

    /**
     * Which server this is.
     *
     * @param worker its id: the one on its leases
     * @param name what people call it
     * @param version of its code
     * @param jobNames the jobs that it has handlers for
     * @param workflows the versions of workflows whose code it has
     */
    public record Self(
            WorkerId worker, String name, String version, Set<String> jobNames, Set<WorkflowVersion> workflows) {
        /** Keeps its own copy. */
        public Self {
            jobNames = Set.copyOf(jobNames);
            workflows = Set.copyOf(workflows);
        }
    }

    /** Its node starts now. */
    public NodePresence(Self self, Duration lease, Store store, InstantSource clock, Alarms alarms) {
        this.self = self;
        this.lease = lease;
        this.store = store;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.chore = new Chore("signs of life", this::tick, clock, alarms);
    }

    /** Announces this node. */
    public void start() {
        forgetTheLost();
        chore.start();
    }

    /** Says that this node is there, and when to say it again; {@code null} where nobody else listens. */
    public @Nullable Instant tick() {
        nodes().beat(own());
        return store.shared() ? clock.instant().plus(lease.dividedBy(BEATS_PER_LEASE)) : null;
    }

    /** Takes leave, so that the others need not find out by waiting. */
    public void stop(Duration grace) throws InterruptedException {
        chore.stop(grace);
        try {
            nodes().leave(self.worker());
        } catch (StoreUnavailable e) {
            LOG.info("Taking leave failed, as the store is away; other nodes find out when the lease is over.");
            LOG.debug("The store is unavailable.", e);
        }
    }

    /** This node, as it is now. */
    public NodeInfo own() {
        return new NodeInfo(
                self.worker(),
                self.name(),
                self.version(),
                self.jobNames(),
                self.workflows(),
                startedAt,
                clock.instant());
    }

    /** The nodes that are there now, by name and then by worker; always with this one. */
    public List<NodeInfo> live() {
        Stream<NodeInfo> others = nodes().seenSince(clock.instant().minus(lease)).stream()
                .filter(node -> !node.worker().equals(self.worker()));
        return Stream.concat(Stream.of(own()), others).sorted(BY_NAME).toList();
    }

    /**
     * A node that was killed could not take leave. Where no other may be working, all but this one are gone; else those
     * that were not seen for a day, whatever the clocks say.
     */
    private void forgetTheLost() {
        Instant lost = store.shared() ? clock.instant().minus(REMEMBERED) : Instant.MAX;
        try {
            nodes().seenSince(Instant.EPOCH).stream()
                    .filter(node -> node.seenAt().isBefore(lost))
                    .forEach(node -> nodes().leave(node.worker()));
        } catch (StoreUnavailable e) {
            LOG.info("Forgetting lost nodes failed, as the store is away; they stay listed until the next start.");
            LOG.debug("The store is unavailable.", e);
        }
    }

    private NodeStore nodes() {
        return store.nodes();
    }
}
