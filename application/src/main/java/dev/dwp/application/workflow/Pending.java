package dev.dwp.application.workflow;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An ask that has not been answered. Its answer is kept until what it wrote is committed; used by the keeper alone. */
final class Pending<T> {
    private final Strand strand;
    private final Ask<T> ask;
    private final boolean evenClosed;
    private final CompletableFuture<T> reply = new CompletableFuture<>();
    private @Nullable T answer;

    /**
     * Asks for a strand.
     *
     * @param evenClosed whether it is answered also when the strand may begin nothing new
     */
    Pending(Strand strand, Ask<T> ask, boolean evenClosed) {
        this.strand = strand;
        this.ask = ask;
        this.evenClosed = evenClosed;
    }

    Strand strand() {
        return strand;
    }

    boolean evenClosed() {
        return evenClosed;
    }

    /** Completed by the keeper, joined by the strand. */
    CompletableFuture<T> reply() {
        return reply;
    }

    /** Tries it on a draft; whether there is an answer, should the draft be committed. */
    boolean attempt(Draft draft) {
        answer = ask.attempt(draft).orElse(null);
        return answer != null;
    }

    /** The draft was committed. */
    void answer() {
        if (answer != null) {
            reply.complete(answer);
        }
    }

    /** The strand has to end. */
    void turnAway() {
        reply.completeExceptionally(new Unwinding());
    }
}
