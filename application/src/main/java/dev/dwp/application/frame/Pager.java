package dev.dwp.application.frame;

import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list into pages that fit a frame (PROTOCOL §2): by the asked count, at most 1000, and by size. Reads in steps, small
 * ones at first and where items are large, so that a page of large items is never held in full before it is cut.
 */
final class Pager {
    private static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1000;
    private static final int FIRST_STEP = 4;
    private static final int LARGEST_STEP = 50;

    /** Brackets, and the names of what is beside the items of a page. */
    private static final int MARKS = 64;

    private Pager() {}

    /** How many items a request asks for. */
    static int limit(Params params) {
        return limit(params, DEFAULT_LIMIT);
    }

    /** How many items a request asks for, or so many where it does not say. */
    static int limit(Params params, int otherwise) {
        Long limit = params.integer("limit");
        if (limit == null) {
            return otherwise;
        }
        if (limit < 1) {
            throw Refusal.badRequest("'limit' must be at least 1: %d.".formatted(limit));
        }
        return (int) Math.min(limit, LARGEST_LIMIT);
    }

    /** As many items as a request may get. */
    static int largestLimit() {
        return LARGEST_LIMIT;
    }

    /**
     * One page as an object.
     *
     * @param member what the list is called in the response
     * @param source gives items from just before an id on
     * @param <T> the items
     * @param <I> their ids, which are also the cursors
     */
    static <T, I> Value.Struct page(String member, Source<T, I> source, @Nullable I before, int limit, Room room) {
        Items<I> items = items(source, before, limit, room.less(MARKS + member.length()));
        StructBuilder page = Value.struct().put(member, items.views());
        I next = items.next();
        return page.put("next_cursor", next == null ? null : next.toString()).build();
    }

    /** The items of one page, and the id after which the next one begins. */
    static <T, I> Items<I> items(Source<T, I> source, @Nullable I before, int limit, Room room) {
        Growing<T, I> page = new Growing<>(source, before, limit, room);
        int count = FIRST_STEP;
        while (true) {
            List<T> step = source.read(page.last, Math.min(count, limit + 1 - page.views.size()));
            boolean full = !step.isEmpty() && Computations.ofMachine().compute(() -> page.add(step));
            if (full || step.isEmpty()) {
                return new Items<>(page.views, full ? page.last : null);
            }
            count = nextStep(count, page.views.size(), page.size, room);
        }
    }

    /** The items of a page so far. Used by one thread at a time. */
    private static final class Growing<T, I> {
        private final Source<T, I> source;
        private final int limit;
        private final Room room;
        private final List<Value> views = new ArrayList<>();
        private long size;
        private @Nullable I last;

        Growing(Source<T, I> source, @Nullable I before, int limit, Room room) {
            this.source = source;
            this.last = before;
            this.limit = limit;
            this.room = room;
        }

        /** Adds as many as fit; whether that is not all. */
        boolean add(List<T> step) {
            for (T item : step) {
                I id = source.id().apply(item);
                long cursor = room.of(Value.of(id.toString()));
                Value.Struct view = room.less(cursor).item(source.view().apply(item));
                long after = size + room.of(view) + 1;
                if (views.size() == limit || (after + cursor > room.octets() && !views.isEmpty())) {
                    return true;
                }
                size = after;
                views.add(view);
                last = id;
            }
            return false;
        }
    }

    /** Twice as many, as long as so many of the size seen so far still fit the page. */
    private static int nextStep(int count, int items, long size, Room room) {
        long fitting = (room.octets() - size) / Math.max(1, size / items) + 1;
        return Math.clamp(fitting, 1, Math.min(LARGEST_STEP, count * 2));
    }

    /**
     * What a page shows.
     *
     * @param next after which item the next page begins; {@code null} where there is none
     */
    record Items<I>(List<Value> views, @Nullable I next) {}

    /** Where a page's items come from. */
    record Source<T, I>(Reader<T, I> reader, Function<T, Value.Struct> view, Function<T, I> id) {
        /** Items of a list in memory, which must be in the order of their names. */
        static <T> Source<T, String> byName(List<T> all, Function<T, Value.Struct> view, Function<T, String> name) {
            Reader<T, String> reader = (after, limit) -> all.stream()
                    .filter(item -> after == null || name.apply(item).compareTo(after) > 0)
                    .limit(limit)
                    .toList();
            return new Source<>(reader, view, name);
        }

        List<T> read(@Nullable I before, int limit) {
            return reader.read(before, limit);
        }
    }

    /** Reads up to {@code limit} items from just before an id on. */
    @FunctionalInterface
    interface Reader<T, I> {
        List<T> read(@Nullable I before, int limit);
    }
}
