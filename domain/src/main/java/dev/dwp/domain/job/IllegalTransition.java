package dev.dwp.domain.job;

/** An action met a job or a run in a state from which its table has no way: a stale write, or a defect. */
public final class IllegalTransition extends IllegalStateException {
    /**
     * The refusal of an action.
     *
     * @param id of the job or run
     * @param state as the protocol spells it
     */
    public IllegalTransition(String id, Enum<?> action, String state) {
        super("%s is %s, from where %s leads nowhere.".formatted(id, state, action));
    }
}
