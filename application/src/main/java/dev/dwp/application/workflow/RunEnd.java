package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;

/** Writes the end of a run, and in the same act what it means to the parent that waits for it. Used by the keeper. */
final class RunEnd {
    private static final String LEFT_ALONE =
            "Some of its code ignored its interruption and was left alone; what it would have registered was not undone.";

    private final Tools tools;
    private final Book book;

    RunEnd(Tools tools, Book book) {
        this.tools = tools;
        this.book = book;
    }

    /**
     * Writes it.
     *
     * @param failures of compensations, a sentence each
     */
    void write(Fate fate, List<String> failures, Draft draft) {
        draft.become(change(draft.run(), fate, trouble(failures), draft.now()));
        tools.rendezvous().childEnded(draft.run(), draft.now()).forEach(draft::also);
    }

    private String trouble(List<String> failures) {
        String failed = String.join(" ", failures);
        return book.leftAlone() ? join(LEFT_ALONE, failed) : failed;
    }

    private static RunChange change(WorkflowRun run, Fate fate, String trouble, Instant now) {
        return switch (fate) {
            case Fate.Completed(var output) -> run.complete(output, now);
            case Fate.Failed(var error) -> run.fail(FailureText.cut(join(error, trouble)), now);
            case Fate.Cancelled() -> run.cancel(trouble.isEmpty() ? null : FailureText.cut(trouble), now);
            case Fate.Yielded() -> throw new IllegalArgumentException("A run that goes on elsewhere has not ended.");
        };
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + " " + second;
    }
}
