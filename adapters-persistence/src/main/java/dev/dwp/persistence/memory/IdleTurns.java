package dev.dwp.persistence.memory;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When lanes were served last that have no jobs now, for when they have again. Remembers those that fell idle latest; one
 * that was forgotten is a newcomer. Guarded by the store's lock.
 */
final class IdleTurns {
    private static final int REMEMBERED = 10_000;

    private final Map<Place, Long> served = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Place(QueueName queue, Tenant tenant) {}

    void remember(Lane lane) {
        served.put(new Place(lane.queue().name(), lane.tenant()), lane.turn().served());
    }

    /** What was remembered of a lane that has jobs again. */
    @Nullable
    Long recall(QueueName queue, Tenant tenant) {
        return served.remove(new Place(queue, tenant));
    }
}
