package dev.dwp.domain.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a waiting entry of a timeline waits for. */
public sealed interface Await {

    /** When it ends by itself; {@code null} for never. */
    @Nullable
    Instant deadline();

    /** The entries that it waits together with; {@code null} when it waits by itself. */
    default @Nullable AwaitGroup group() {
        return null;
    }

    /** A signal of that name; with a key, only one of that key or one that names the run; without, any (PROTOCOL §6). */
    record ForSignal(
            String name,
            @Nullable String key,
            @Nullable Instant deadline,
            @Nullable AwaitGroup group) implements Await {
        /** A wait by itself. */
        public ForSignal(String name, @Nullable String key, @Nullable Instant deadline) {
            this(name, key, deadline, null);
        }

        /** Whether a signal of that name ends it: of its key, where it has one, or meant for its run by name. */
        public boolean accepts(Signal signal) {
            return name.equals(signal.name()) && (key == null || key.equals(signal.key()) || signal.namesRunAlone());
        }
    }

    /** An instant: a durable sleep, or the pause before a step's next attempt. */
    record ForTime(Instant deadline) implements Await {}

    /** The end of another run that this one started. */
    record ForChild(RunId child, @Nullable AwaitGroup group) implements Await {
        /** A wait by itself. */
        public ForChild(RunId child) {
            this(child, null);
        }

        @Override
        public @Nullable Instant deadline() {
            return null;
        }
    }
}
