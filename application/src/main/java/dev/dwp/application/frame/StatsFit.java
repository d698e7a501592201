package dev.dwp.application.frame;

import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows as many queues in {@code stats} as fit a frame, the largest (PROTOCOL §2). */
final class StatsFit {
    private static final String QUEUES = "queues";

    private StatsFit() {}

    static Value.Struct fitted(Value.Struct stats, Room room) {
        if (room.holds(stats) || !(stats.member(QUEUES) instanceof Value.Struct(var queues))) {
            return stats;
        }
        Value.Struct without = Omission.without(Set.of(QUEUES), stats);
        long left = room.octets() - room.of(with(Value.EMPTY, without)) + room.of(Value.EMPTY);
        return with(largest(queues, left, room), without);
    }

    /** In the order in which they were. */
    private static Value.Struct largest(Map<String, Value> queues, long octets, Room room) {
        List<String> byJobs = queues.keySet().stream()
                .sorted(Comparator.comparingLong((String name) -> jobs(queues.get(name)))
                        .reversed())
                .toList();
        Set<String> shown = new HashSet<>();
        long left = octets - room.of(Value.EMPTY);
        for (String name : byJobs) {
            left -= room.of(Value.struct().put(name, queues.get(name)).build());
            if (left < 0) {
                break;
            }
            shown.add(name);
        }
        StructBuilder rest = Value.struct();
        queues.forEach((name, depth) -> rest.put(name, shown.contains(name) ? depth : null));
        return rest.build();
    }

    private static long jobs(@Nullable Value depth) {
        return depth instanceof Value.Struct(var counts)
                ? counts.values().stream()
                        .mapToLong(count -> count instanceof Value.Int(long jobs) ? jobs : 0)
                        .sum()
                : 0;
    }

    private static Value.Struct with(Value.Struct queues, Value.Struct stats) {
        StructBuilder all = Value.struct();
        stats.members().forEach((name, value) -> {
            if (name.equals(Omission.OMITTED)) {
                all.put(QUEUES, queues);
            }
            all.put(name, value);
        });
        return all.build();
    }
}
