package dev.dwp.application.frame;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the data of one response may take (PROTOCOL §2).
 *
 * @param octets in the format of the response
 * @param size measures in that format
 * @param whole whether one job, run or entry is shown whole, whatever it takes: over RPC
 */
record Room(long octets, ValueSize size, boolean whole) {
    /** What a response has beside its data, {@code correl_id} and {@code ignored}: its id, type and time, and the names. */
    private static final int ENVELOPE = 160;

    /** The part of a frame that names of ignored members may take. */
    private static final int IGNORED_SHARE = 4;

    /** The room in a frame of {@code maxFrameBytes} that answers a request of that id. */
    static Room inFrame(int maxFrameBytes, @Nullable String correlId, ValueSize size, boolean whole) {
        long correlation = correlId == null ? 0 : size.of(Value.of(correlId));
        return new Room(Math.max(0, maxFrameBytes - ENVELOPE - correlation), size, whole);
    }

    Room less(long taken) {
        return new Room(Math.max(0, octets - taken), size, whole);
    }

    long of(Value value) {
        return size.of(value);
    }

    boolean holds(Value value) {
        return size.of(value) <= octets;
    }

    /** One job, run or entry: where it does not fit without some of its members, unless it has to be whole. */
    Value.Struct item(Value.Struct view) {
        return whole ? view : Omission.fitted(view, octets, size);
    }

    /** As many of these paths as a response has room for, with {@code …} after them where they are not all. */
    List<String> ignored(List<String> paths) {
        long left = octets / IGNORED_SHARE;
        List<String> named = new ArrayList<>();
        for (String path : paths) {
            left -= sizeOf(path);
            if (left < 0) {
                named.add("…");
                return named;
            }
            named.add(path);
        }
        return paths;
    }

    /** The same beside the names of ignored members. */
    Room beside(List<String> ignored) {
        return less(ignored.stream().mapToLong(this::sizeOf).sum());
    }

    private long sizeOf(String path) {
        return size.of(Value.of(path)) + 1;
    }
}
