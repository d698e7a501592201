package dev.dwp.application.workflow;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a keeper is told. */
sealed interface Message {
    /** A strand asks. */
    record Asked(Pending<?> pending) implements Message {}

    /** A strand has something written, and goes on meanwhile. */
    record Told(Pending<?> pending) implements Message {}

    /** A strand has branches now, and waits until all have ended; completed with the first that failed, if any did. */
    record Forked(Strand parent, List<Strand> branches, CompletableFuture<Joined> joined) implements Message {}

    /** A strand has ended. */
    record Ended(Strand strand, Outcome outcome) implements Message {}

    /** Something without further contents. */
    enum Notice implements Message {
        /** The run was taken up. */
        BEGIN,
        /** The run may have changed in the store. */
        LOOK,
        /** The run may be another worker's by now. */
        LOST,
        /** Nothing new may begin: the worker stops. */
        WIND_DOWN,
        /** Everything is to end at once: the worker stops. */
        CUT,
        /** Time has passed. */
        RING
    }
}
