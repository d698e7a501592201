package dev.dwp.bootstrap;

import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. The JDK has them outside of its API only, in {@code sun.misc.Signal}, which the compiler
 * warns of: hence by name, and with what the JVM does by itself where that class is not there.
 */
final class Signals {
    private Signals() {}

    /** Runs an action for each signal of that name, {@code TERM}, in a thread of its own, instead of what the JVM would do. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // not a field: logging begins when its level is known, which is after the first signal has been asked for
            LoggerFactory.getLogger(Signals.class).debug("SIG{} stays with the JVM.", name, e);
        }
    }
}
