package dev.dwp.architecture.docs;

import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunState;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The transition tables of the domain, each transition as {@code FROM TO ACTION}. */
enum Lifecycle {
    JOB("Job", table(JobAction.values(), JobState.values(), JobAction::from, "[*] PENDING ENQUEUE")),
    RUN("Run", table(RunAction.values(), RunState.values(), RunAction::from, "[*] RUNNING START"));

    private final String subject;

    @SuppressWarnings("ImmutableEnumChecker") // written nowhere
    private final Set<String> transitions;

    Lifecycle(String subject, Set<String> transitions) {
        this.subject = subject;
        this.transitions = transitions;
    }

    /** Whose life it is, as headings name it. */
    String subject() {
        return subject;
    }

    /** What the code allows. */
    Set<String> transitions() {
        return transitions;
    }

    private static <A, S> Set<String> table(
            A[] actions, S[] states, BiFunction<A, S, Optional<S>> table, String start) {
        Set<String> transitions = new TreeSet<>(Set.of(start));
        Arrays.stream(actions)
                .forEach(action -> Arrays.stream(states)
                        .forEach(state -> table.apply(action, state)
                                .ifPresent(next -> transitions.add("%s %s %s".formatted(state, next, action)))));
        return transitions;
    }
}
