package dev.dwp.domain.job;

/** An action met a job in a state from which the table has no way: a stale write, or a defect. */
public final class IllegalTransition extends IllegalStateException {
    IllegalTransition(String id, JobAction action, JobState state) {
        super("%s is %s, from where %s leads nowhere.".formatted(id, state.wireName(), action));
    }
}
