package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** Where a workflow run stands (PROTOCOL §5). {@link RunAction} says how it gets from one to the next. */
public enum RunState {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /**
     * The state of that name.
     *
     * @throws Refusal 400 when there is none
     */
    public static RunState named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.badRequest("'%s' is no run state; use running, completed, failed or cancelled."
                                .formatted(Excerpt.of(wireName))));
    }

    /** As the protocol spells it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens to the run unless someone replays it. */
    public boolean finished() {
        return this != RUNNING;
    }
}
