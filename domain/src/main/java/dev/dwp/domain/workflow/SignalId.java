package dev.dwp.domain.workflow;

import dev.dwp.domain.id.Base32Id;

/** Names a published signal. */
public record SignalId(String text) {
    /** What every such id starts with. */
    public static final String PREFIX = "sig_";

    /** Refuses (400) a text that is no such id. */
    public SignalId {
        Base32Id.check(PREFIX, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
