package dev.dwp.http.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The contexts of a server; the longest path that matches wins. Thread-safe. */
final class ContextTable {
    private final ReentrantLock lock = new ReentrantLock();
    /** Longest path first; replaced as a whole under {@link #lock}. */
    private volatile List<Context> contexts = List.of();

    void add(Context context) {
        lock.lock();
        try {
            List<Context> more = new ArrayList<>(contexts);
            if (more.stream().anyMatch(c -> c.getPath().equals(context.getPath()))) {
                throw new IllegalArgumentException("There is a context for " + context.getPath() + " already.");
            }
            more.add(context);
            more.sort(
                    Comparator.comparingInt((Context c) -> c.getPath().length()).reversed());
            contexts = List.copyOf(more);
        } finally {
            lock.unlock();
        }
    }

    void remove(String path) {
        lock.lock();
        try {
            List<Context> fewer = new ArrayList<>(contexts);
            if (!fewer.removeIf(c -> c.getPath().equals(path))) {
                throw new IllegalArgumentException("There is no context for " + path + ".");
            }
            contexts = List.copyOf(fewer);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Context find(String path) {
        for (Context context : contexts) {
            if (context.matches(path)) {
                return context;
            }
        }
        return null;
    }
}
