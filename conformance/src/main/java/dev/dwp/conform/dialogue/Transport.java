package dev.dwp.conform.dialogue;

import java.util.Locale;

/** How the messages of a connection travel. */
public enum Transport {
    /** WebSocket frames. */
    WS,
    /** One HTTP request for each frame, to {@code …/rpc}. */
    RPC,
    /** HTTP requests that a dialogue writes out itself; server-sent events too. Of clients: RPC, and server-sent events. */
    HTTP;

    /** As it is written in a header line. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
