package dev.dwp.domain.workflow;

/**
 * What makes several waiting entries of a run one wait.
 *
 * @param name unique within the run
 */
public record AwaitGroup(String name, Mode mode) {
    /** What the end of one entry means for the others. */
    public enum Mode {
        /** All of them are wanted: the code goes on when the last has ended, or when one has failed. */
        ALL,
        /** One of them is enough: the others are given up with it. */
        ANY
    }
}
