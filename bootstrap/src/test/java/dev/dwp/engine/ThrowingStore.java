package dev.dwp.engine;

import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.persistence.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A store in memory, one call of which throws something once, on whichever thread makes it. */
final class ThrowingStore {
    private final Store store = new MemoryStore();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

    private record Trap(String call, String thread, Throwable failure, CountDownLatch sprung) {}

    /** The store, to be given to an engine. */
    Store store() {
        return proxy(Store.class, store);
    }

    /**
     * Sets a trap.
     *
     * @param call a room of the store and a method in it, such as {@code jobs.renew}
     * @param thread how the names of the threads begin on which it throws
     * @return counted down when it has thrown
     */
    CountDownLatch throwOnce(String call, String thread, Throwable failure) {
        Trap set = new Trap(call, thread, failure, new CountDownLatch(1));
        trap.set(set);
        return set.sprung();
    }

    private <T> T proxy(Class<T> type, Object target) {
        String room = target instanceof Store ? "" : room(type);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    spring(room + method.getName());
                    try {
                        return wrapped(method.invoke(target, given));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private @Nullable Object wrapped(@Nullable Object result) {
        return switch (result) {
            case JobStore jobs -> proxy(JobStore.class, jobs);
            case RunStore runs -> proxy(RunStore.class, runs);
            case EventLog events -> proxy(EventLog.class, events);
            case null, default -> result;
        };
    }

    private static String room(Class<?> type) {
        return type == JobStore.class ? "jobs." : type == RunStore.class ? "runs." : "events.";
    }

    private void spring(String call) throws Throwable {
        Trap set = trap.get();
        if (set != null
                && set.call().equals(call)
                && Thread.currentThread().getName().startsWith(set.thread())
                && trap.compareAndSet(set, null)) {
            set.sprung().countDown();
            throw set.failure();
        }
    }
}
