package dev.dwp.application.binding;

import dev.dwp.domain.frame.Items;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.util.Collection;

/**
 * Bounds how deep payloads are nested, so that every answer that holds one stays within a frame's 64 levels (PROTOCOL §2).
 * Objects and arrays are a level each.
 */
public final class PayloadLevels {
    /** Levels of a payload, an input, a result or an output. */
    public static final int MOST = 60;

    /** Levels of an event's payload, which goes into what the run that waits for it makes of it. */
    public static final int MOST_OF_EVENT = 56;

    private PayloadLevels() {}

    /**
     * Refuses (400) a value of more levels.
     *
     * @param what begins the sentence: {@code The payload}
     */
    public static void require(String what, Value value, int most) {
        if (exceed(value, most)) {
            throw Refusal.badRequest(
                    "%s is nested more than %d levels deep; flatten it, or send what is inside as a text."
                            .formatted(what, most));
        }
    }

    /** Whether a value has more than so many levels. */
    public static boolean exceed(Value value, int most) {
        Collection<Value> within = null;
        switch (value) {
            case Value.Array(Items items)
            when items.levels() >= 0 -> {
                return items.levels() > most;
            }
            case Value.Struct(Members members)
            when members.levels() >= 0 -> {
                return members.levels() > most;
            }
            case Value.Array(var items) -> within = items;
            case Value.Struct(var members) -> within = members.values();
            default -> {}
        }
        if (within == null) {
            return false;
        }
        if (most == 0) {
            return true;
        }
        for (Value part : within) {
            if (exceed(part, most - 1)) {
                return true;
            }
        }
        return false;
    }
}
