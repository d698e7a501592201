package dev.dwp.application.frame;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list into pages that fit a frame (PROTOCOL §2): by the asked count, at most 1000, and by size. Reads in small
 * steps, so that a page of large items is never held in full before it is cut.
 */
final class Pager {
    private static final int DEFAULT_LIMIT = 100;
    /** The most items of one answer. */
    static final int LARGEST_LIMIT = 1000;

    private static final int STEP = 50;

    /** What can be large of an item. */
    private static final List<String> PAYLOADS = List.of("payload", "result", "input", "output", "data");

    private final long budget;

    Pager(int maxFrameBytes) {
        this.budget = maxFrameBytes - 1024L;
    }

    /** How many items a request asks for. */
    static int limit(Params params) {
        return limit(params, DEFAULT_LIMIT);
    }

    /** The same, with another number where none is given. */
    static int limit(Params params, int usual) {
        Long limit = params.integer("limit");
        if (limit == null) {
            return usual;
        }
        if (limit < 1) {
            throw Refusal.badRequest("'limit' must be at least 1: %d.".formatted(limit));
        }
        return (int) Math.min(limit, LARGEST_LIMIT);
    }

    /**
     * One page.
     *
     * @param member what the list is called in the response
     * @param source gives items from just before an id on
     * @param <T> the items
     * @param <I> their ids, which are also the cursors
     */
    <T, I> Value.Struct page(String member, Source<T, I> source, @Nullable I before, int limit) {
        List<Value> items = new ArrayList<>();
        long size = 0;
        I last = before;
        while (true) {
            List<T> step = source.read(last, Math.min(STEP, limit + 1 - items.size()));
            for (T item : step) {
                Value view = fitted(source.view().apply(item));
                size += EncodedSize.of(view) + 1;
                boolean full = items.size() == limit || (size > budget && !items.isEmpty());
                if (full) {
                    return page(member, items, last);
                }
                items.add(view);
                last = source.id().apply(item);
            }
            if (step.isEmpty()) {
                return page(member, items, null);
            }
        }
    }

    /**
     * The first entries of a timeline, as many as fit a frame, and one at least. Where that one does not fit by itself, it
     * loses its {@code data} and says so by {@code data_omitted}.
     */
    Value timeline(List<Value.Struct> entries) {
        long size = 0;
        List<Value> shown = new ArrayList<>();
        for (Value.Struct entry : entries) {
            Value view = fitted(entry);
            size += EncodedSize.of(view) + 1;
            if (size > budget && !shown.isEmpty()) {
                break;
            }
            shown.add(view);
        }
        return new Value.Array(shown);
    }

    /** An item that fits no page by itself loses what is largest of it, as a list's entry does, until it fits. */
    private Value fitted(Value view) {
        Value shown = view;
        while (EncodedSize.of(shown) > budget && shown instanceof Value.Struct item) {
            Optional<String> largest = PAYLOADS.stream()
                    .filter(item.members()::containsKey)
                    .max(Comparator.comparingLong(name ->
                            EncodedSize.of(Objects.requireNonNull(item.members().get(name)))));
            if (largest.isEmpty()) {
                return shown;
            }
            shown = without(largest.get(), item);
        }
        return shown;
    }

    private static Value without(String member, Value.Struct item) {
        StructBuilder shown = Value.struct();
        item.members().forEach((name, value) -> shown.put(name, name.equals(member) ? null : value));
        return shown.put(member + "_omitted", true).build();
    }

    private static Value.Struct page(String member, List<Value> items, @Nullable Object next) {
        StructBuilder page = Value.struct().put(member, items);
        return page.put("next_cursor", next == null ? null : next.toString()).build();
    }

    /** Where a page's items come from. */
    record Source<T, I>(Reader<T, I> reader, Function<T, Value> view, Function<T, I> id) {
        /** Items of a list in memory, which must be in the order of their names. */
        static <T> Source<T, String> byName(List<T> all, Function<T, Value> view, Function<T, String> name) {
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
