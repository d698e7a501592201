package dev.dwp.engine.workflow.model;

import java.util.List;

/** A piece of a workflow that a test makes up. Names are unique within the whole. */
sealed interface Node {
    /** Fails so many times before it returns, and is tried again so many times. */
    record Step(String name, int failures, int retries) implements Node {}

    /** Sleeps. */
    record Sleep(String name, int minutes) implements Node {}

    /** Waits for an event that comes some time, or that never does. */
    record Wait(String name, boolean comes) implements Node {}

    /** Starts another run. */
    record Child(String name, Node body, boolean awaited) implements Node {}

    /** Branches side by side. */
    record Parallel(String name, List<Node> branches) implements Node {}

    /** Registers a compensation, which may fail. */
    record Undo(String name, boolean fails) implements Node {}

    /** Catches what fails within. */
    record Attempt(Node body) implements Node {}

    /** Throws. */
    record Fail(String name) implements Node {}

    /** One after the other. */
    record Seq(List<Node> nodes) implements Node {}
}
