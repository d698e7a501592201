package dev.dwp.application.frame;

import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.util.List;
import java.util.Set;

/**
 * Makes the results of a batch fit a frame (PROTOCOL §2). They are in the order of what was asked, and cannot be asked for
 * again: so each keeps its id and what became of it, and loses what is long.
 */
final class BatchResults {
    /** Holds the id of a job, and a state or an error with the beginning of its sentence. */
    private static final int SMALLEST_ITEM = 160;

    private static final int MARKS = 64;

    private BatchResults() {}

    /**
     * Refuses a batch (413), before anything is done, whose results could not be told.
     *
     * @param count of the items asked for
     */
    static void requireRoom(int count, Room room) {
        long most = (room.octets() - MARKS) / SMALLEST_ITEM;
        if (!room.whole() && count > most) {
            throw Refusal.of(
                    ErrorCode.TOO_LARGE,
                    "The results of %d items do not fit a frame; ask for %d at a time, or over RPC."
                            .formatted(count, Math.max(1, most)),
                    null);
        }
    }

    /** The results as they are where they fit together, else those that take more than their share with less in them. */
    static List<Value> fitted(List<Value> results, Room room) {
        long octets = room.octets() - MARKS;
        if (room.whole()
                || results.stream().mapToLong(result -> room.of(result) + 1).sum() <= octets) {
            return results;
        }
        long share = octets / results.size() - 1;
        return results.stream()
                .map(result -> room.of(result) > share && result instanceof Value.Struct item
                        ? smaller(item, share, room)
                        : result)
                .toList();
    }

    private static Value smaller(Value.Struct item, long share, Room room) {
        if (!(item.member("error") instanceof Value.Struct error)) {
            return Omission.fitted(item, share, room.size());
        }
        long left = share - room.of(with(item, Value.EMPTY)) + room.of(Value.EMPTY);
        return with(item, smallerError(error, left, room));
    }

    /** Without its details, and with as much of its sentence as there is room for. */
    private static Value.Struct smallerError(Value.Struct error, long octets, Room room) {
        Value.Struct shorter = error.member("details") == null ? error : Omission.without(Set.of("details"), error);
        String message = String.valueOf(error.text("message"));
        while (room.of(shorter) > octets && message.length() > 1) {
            message = message.substring(0, message.length() / 2);
            if (Character.isHighSurrogate(message.charAt(message.length() - 1))) {
                message = message.substring(0, message.length() - 1);
            }
            shorter = Value.struct()
                    .put("code", error.member("code"))
                    .put("message", message)
                    .build();
        }
        return shorter;
    }

    private static Value.Struct with(Value.Struct item, Value.Struct error) {
        var replaced = Value.struct();
        item.members().forEach((name, value) -> replaced.put(name, name.equals("error") ? error : value));
        return replaced.build();
    }
}
