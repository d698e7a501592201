package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import java.time.Duration;

/**
 * What came of one dialogue in one format over one transport.
 *
 * @param variant {@code ws json}
 * @param detail where it diverged, or why it was skipped; empty where it passed
 */
public record CaseResult(Dialogue dialogue, String variant, Outcome outcome, String detail, Duration took) {

    /** How a case can end. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** The name by which {@code --expected-failures} and the reports know it. */
    public String name() {
        return dialogue.name() + "[" + variant + "]";
    }
}
