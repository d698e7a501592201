package dev.dwp.conform.dialogue;

import java.util.Locale;

/** How much of the protocol an implementation keeps; each level includes those before it, except {@link #WORKER}. */
public enum Level {
    /** Calls, subscriptions and workflows: what every client and server of the protocol has. */
    SEED,
    /** Beside that, what follows events without loss: cursors, credits, snapshots, server-sent events. */
    LIVE,
    /** All of PROTOCOL §1–§8. */
    FULL,
    /** All of that and PROTOCOL §9. */
    WORKER;

    /** As it is written in a header line. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Includes the dialogues of that level. */
    public boolean includes(Level other) {
        return compareTo(other) >= 0;
    }
}
