package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls that enqueue a job and wait beside each other into one request. What a server may refuse a whole frame for, and
 * not one of its jobs, is in none of them: such a call goes alone. So does one that was in a request which was refused as a
 * whole, or lost.
 */
final class JobBatcher {
    /** The most jobs of a request (PROTOCOL §5). */
    private static final int MOST_JOBS = 1000;

    /** Beyond that a longer message saves nothing, and holds up what is behind it. */
    private static final int MOST_OCTETS = 1 << 18;

    /** Half of the objects, arrays and members that any server takes in a frame. */
    private static final int MOST_PARTS = 8192;

    private static final int MOST_LEVELS = 32;
    private static final int MOST_DIGITS = 100;

    /** What the name of the member and the frame around the jobs take of its octets. */
    private static final int ENVELOPE = 2048;

    private JobBatcher() {}

    /** Takes a call from the head of a queue with those behind it that may go with it, without any that has settled. */
    static List<Call> take(ArrayDeque<Call> queue, long mostOctets) {
        Call first = unsettled(queue);
        if (first == null) {
            return List.of();
        }
        if (!first.gathers() || queue.isEmpty()) {
            return List.of(first);
        }
        long octets = Math.min(MOST_OCTETS, mostOctets - ENVELOPE) - first.octets();
        long parts = (long) MOST_PARTS - first.parts();
        List<Call> taken = new ArrayList<>(Math.min(queue.size() + 1, MOST_JOBS));
        taken.add(first);
        while (taken.size() < MOST_JOBS) {
            Call next = unsettled(queue);
            if (next == null) {
                break;
            }
            octets -= next.octets() + 1;
            parts -= next.parts();
            if (!next.gathers() || octets < 0 || parts < 0) {
                queue.addFirst(next);
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    private static @Nullable Call unsettled(ArrayDeque<Call> queue) {
        Call call = queue.poll();
        while (call != null && call.answer().isDone()) {
            call = queue.poll();
        }
        return call;
    }

    /** Counts the objects, arrays and members of a job; 0 where it must go alone. */
    static int parts(JsonNode job) {
        return parts(job, MOST_LEVELS);
    }

    private static int parts(JsonNode value, int levels) {
        return switch (value.getNodeType()) {
            case OBJECT, ARRAY -> container(value, levels);
            case NUMBER -> isShort(value) ? 1 : 0;
            case STRING, BOOLEAN, NULL, BINARY -> 1;
            // Whatever else writes itself is not known to be one value.
            case POJO, MISSING -> 0;
        };
    }

    private static int container(JsonNode value, int levels) {
        if (levels == 0) {
            return 0;
        }
        int sum = 1;
        for (JsonNode item : value) {
            int more = parts(item, levels - 1);
            if (more == 0 || sum > MOST_PARTS) {
                return 0;
            }
            sum += more;
        }
        return sum;
    }

    private static boolean isShort(JsonNode number) {
        if (number.isBigInteger()) {
            return number.bigIntegerValue().bitLength() <= MOST_DIGITS;
        }
        if (number instanceof DecimalNode) {
            BigDecimal exact = number.decimalValue();
            return exact.precision() <= MOST_DIGITS && Math.abs(exact.scale()) <= MOST_DIGITS;
        }
        return true;
    }
}
