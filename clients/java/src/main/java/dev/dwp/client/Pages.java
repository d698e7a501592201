package dev.dwp.client;

import dev.dwp.client.model.Page;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Joins the pages of a list; each is asked for when the items before it are used up. */
final class Pages {
    private Pages() {}

    static <T> Stream<T> stream(Function<@Nullable String, Page<T>> fetch) {
        var pages = new Spliterators.AbstractSpliterator<List<T>>(Long.MAX_VALUE, Spliterator.ORDERED) {
            private @Nullable String cursor;
            private boolean more = true;

            @Override
            public boolean tryAdvance(Consumer<? super List<T>> action) {
                if (!more) {
                    return false;
                }
                Page<T> page = fetch.apply(cursor);
                cursor = page.nextCursor();
                more = cursor != null;
                action.accept(page.items());
                return true;
            }
        };
        return StreamSupport.stream(pages, false).flatMap(List::stream);
    }
}
