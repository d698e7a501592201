package dev.dwp.persistence.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Lets several threads begin at once, and waits for all of them. */
final class Race {
    private static final long DEADLINE_SECONDS = 50;

    private Race() {}

    /** Runs one action for each number from 0, each on a thread of its own. */
    static <T> List<T> of(int threads, IntFunction<Callable<T>> action) throws Exception {
        List<Callable<T>> actions = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            actions.add(action.apply(i));
        }
        return of(actions);
    }

    /**
     * Runs actions, each on a thread of its own.
     *
     * @return what they returned, in their order
     * @throws Exception what the first of them threw that threw
     */
    static <T> List<T> of(List<Callable<T>> actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.size());
        ExecutorService threads = Executors.newFixedThreadPool(actions.size());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> action : actions) {
                futures.add(threads.submit(() -> {
                    start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                    return action.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
