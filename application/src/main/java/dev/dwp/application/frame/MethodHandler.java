package dev.dwp.application.frame;

/** Reads a method's data, calls its use case and writes what it answered. Thread-safe. */
@FunctionalInterface
interface MethodHandler {

    /** Answers, or throws what {@link FailureMap} maps. */
    Answer handle(Invocation invocation);
}
