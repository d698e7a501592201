package dev.dwp.application.session;

import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import java.time.Duration;

/** The data of a response to {@code auth} (PROTOCOL §4.1). */
final class AuthAnswer {
    private AuthAnswer() {}

    /** Over RPC: whose the token is. */
    static Value overRpc(Identity identity, String format) {
        return subject(Value.struct(), identity).put("format", format).build();
    }

    /** On a session: whose it is, and what holds on this connection. */
    static Value onSession(
            String sessionId, String format, Duration heartbeat, SessionSettings settings, Identity identity) {
        StructBuilder data = Value.struct()
                .put("session_id", sessionId)
                .put("format", format)
                .put("heartbeat_ms", heartbeat)
                .put("server", settings.server())
                .put("max_frame_bytes", settings.maxFrameBytes());
        return subject(data, identity).build();
    }

    private static StructBuilder subject(StructBuilder data, Identity identity) {
        return data.put("subject", identity.subject())
                .put("app_id", identity.tenant().appId())
                .put("org_id", identity.tenant().orgId())
                .put(
                        "scopes",
                        identity.scopes().stream()
                                .map(Scope::wireName)
                                .sorted()
                                .map(Value::of)
                                .toList())
                .put("expires_at", identity.expiresAt());
    }
}
