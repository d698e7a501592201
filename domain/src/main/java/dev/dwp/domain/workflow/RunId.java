package dev.dwp.domain.workflow;

import dev.dwp.domain.id.Base32Id;

/** Names a workflow run for ever. */
public record RunId(String text) {
    /** What every such id starts with. */
    public static final String PREFIX = "run_";

    /** Refuses (400) a text that is no such id. */
    public RunId {
        Base32Id.check(PREFIX, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
