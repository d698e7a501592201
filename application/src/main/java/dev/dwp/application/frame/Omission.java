package dev.dwp.application.frame;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves the largest members out of an object that is too large, and names them in its {@code omitted} (PROTOCOL §2). */
final class Omission {
    static final String OMITTED = "omitted";

    /** Short, and what a client needs to go on. */
    private static final Set<String> KEPT = Set.of(
            "id",
            "job_id",
            "run_id",
            "event_id",
            "session_id",
            "seq",
            "type",
            "topic",
            "channel",
            "cursor",
            "state",
            "status",
            "final",
            OMITTED);

    private Omission() {}

    /** The object as it is where it fits, else without as many of its members, the largest first, as it takes. */
    static Value.Struct fitted(Value.Struct whole, long octets, ValueSize size) {
        long excess = size.of(whole) - octets;
        if (excess <= 0) {
            return whole;
        }
        Map<String, Long> sizes = new LinkedHashMap<>();
        whole.members().forEach((name, value) -> sizes.put(name, size.of(value)));
        List<String> largestFirst = new ArrayList<>(sizes.keySet());
        largestFirst.removeAll(KEPT);
        largestFirst.sort(Comparator.comparing(sizes::get, Comparator.reverseOrder()));
        Set<String> omitted = new LinkedHashSet<>();
        Value.Struct fitted = whole;
        for (String name : largestFirst) {
            if (size.of(fitted) <= octets) {
                break;
            }
            omitted.add(name);
            fitted = without(omitted, whole);
        }
        return fitted;
    }

    /** The object without these members, which it names beside those that it named before. */
    static Value.Struct without(Set<String> names, Value.Struct whole) {
        List<Value> all = new ArrayList<>();
        if (whole.member(OMITTED) instanceof Value.Array(var before)) {
            all.addAll(before);
        }
        names.forEach(name -> all.add(Value.of(name)));
        StructBuilder rest = Value.struct();
        whole.members().forEach((name, value) -> {
            if (!names.contains(name) && !name.equals(OMITTED)) {
                rest.put(name, value);
            }
        });
        return rest.put(OMITTED, all).build();
    }
}
