package dev.dwp.application.workflow;

/** Unwinds the thread of a strand that may not go on: its run waits, was given up, or is no longer this worker's. */
final class Unwinding extends Error {
    Unwinding() {
        super(
                "This strand of a workflow's code has to end; do not catch Throwable around a Workflow's methods.",
                null,
                false,
                false);
    }
}
