package dev.dwp.conformance;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.persistence.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A store in memory that a test takes away and brings back: while it is away, all that reads or writes fails; while it hangs,
 * all that reads or writes waits.
 */
final class Outage {
    private static final Set<String> NEEDS_NO_STORE = Set.of("kind", "shared", "on", "close");

    private final Store store = before(Store.class, new MemoryStore());
    private volatile boolean away;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    Store store() {
        return store;
    }

    void begin() {
        away = true;
    }

    void hang() {
        answers = new CountDownLatch(1);
    }

    void end() {
        away = false;
        answers.countDown();
    }

    /** Stands before a store, and before each part of it that it is asked for. */
    private <T> T before(Class<T> port, Object real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> call(real, method, arguments)));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        Class<?> type = method.getReturnType();
        if (type.isInterface() && type.getPackage().equals(Store.class.getPackage())) {
            return before(type, pass(real, method, arguments));
        }
        if (method.getName().equals("healthy")) {
            return !away;
        }
        if (!NEEDS_NO_STORE.contains(method.getName())) {
            requireHere();
        }
        return pass(real, method, arguments);
    }

    private void requireHere() throws InterruptedException {
        answers.await();
        if (away) {
            throw new StoreUnavailable("The store is away, as the test wants it.", new IllegalStateException("away"));
        }
    }

    private static Object pass(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
