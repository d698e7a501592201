package dev.dwp.domain.job;

import java.util.Iterator;
import java.util.Set;

/**
 * Shows a claim what waits, as it is when the claim begins. {@link ClaimPlan} looks no further than it must: a store that
 * keeps its queues in turn is asked about few of them, and never about the tenants of a queue that is closed or full.
 */
public interface ClaimSnapshot {
    /** The queues that have due jobs, ordered by the turn of the first tenant in each. */
    Iterator<? extends DueQueue> queues();

    /** Shows a queue that has due jobs. */
    interface DueQueue {
        /** Its name. */
        QueueName name();

        /** The turn of its first tenant. */
        FairKey turn();

        /** How many of its jobs may start. */
        QueueCapacity capacity();

        /** The tenants that have due jobs in it, ordered by their turns; asked for once, and not of a queue that is closed or full. */
        Iterator<? extends DueTenant> tenants();
    }

    /** Shows a tenant that has due jobs in a queue. */
    interface DueTenant {
        /** Its turn. */
        FairKey turn();

        /** Counts its due jobs of some names; a store may stop counting at as many as the claim takes. */
        long due(Set<String> names);
    }
}
