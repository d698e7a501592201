package dev.dwp.application.session;

/** Why the server ends a connection; the transport knows the number (PROTOCOL §4.4). */
public enum CloseReason {
    /** The server is going away: 1001. */
    SHUTTING_DOWN,
    /** The peer did not authenticate: 1008. */
    POLICY,
    /** The peer gave no sign of life: 1011. */
    UNRESPONSIVE
}
