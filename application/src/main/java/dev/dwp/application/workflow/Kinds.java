package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.StepKind;

/** Kinds of entries in sentences. */
final class Kinds {
    private Kinds() {}

    static String of(StepKind kind) {
        return "the " + kind.wireName();
    }
}
