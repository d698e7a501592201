package dev.dwp.application.handler;

/**
 * Handlers that come together, such as those of a plug-in. Found by {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services/dev.dwp.application.handler.HandlerModule} and give it a public constructor without parameters.
 */
@FunctionalInterface
public interface HandlerModule {
    /** Adds the handlers; called once, before the server starts. */
    void register(Handlers.Builder handlers);
}
