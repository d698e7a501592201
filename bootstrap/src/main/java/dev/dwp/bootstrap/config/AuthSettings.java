package dev.dwp.bootstrap.config;

import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.TokenHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may come in.
 *
 * @param keys the tokens that are known
 * @param trial whether these are the public ones, to try the server with
 * @param open whether everyone else comes in as an operator, too
 * @param openForced whether that is meant for other machines as well
 */
public record AuthSettings(List<ApiKey> keys, boolean trial, boolean open, boolean openForced) {
    /** Keeps its own copy of the keys. */
    public AuthSettings {
        keys = List.copyOf(keys);
    }

    /** Whether nobody can come in. */
    public boolean closed() {
        return keys.isEmpty() && !open;
    }

    void requireFitForOtherMachines(String host) {
        if (open && !openForced) {
            throw new ConfigurationFailure(
                    ("auth.none lets everyone in, and %s can be reached from other machines: listen on 127.0.0.1, or set"
                                    + " auth.none.force=true if that is meant.")
                            .formatted(host));
        }
        if (trial) {
            throw new ConfigurationFailure(
                    ("No auth.key.<name>.token is set, so that the public trial keys would let everyone in, and %s can be"
                                    + " reached from other machines: set a key, or listen on 127.0.0.1.")
                            .formatted(host));
        }
    }

    /**
     * Reads them. Where nobody set a key, those of the demo hold; they are left out where strangers from other machines may
     * come in anyway.
     */
    static AuthSettings from(Values values, boolean demo, ListenSettings listen) {
        boolean open = values.get(Settings.AUTH_NONE);
        boolean forced = values.get(Settings.AUTH_NONE_FORCE);
        List<ApiKey> configured = keys(values);
        boolean trial = configured.isEmpty() && demo && !(open && forced && !listen.loopback());
        return new AuthSettings(trial ? TrialKeys.ALL : configured, trial, open, forced);
    }

    static List<ApiKey> keys(Values values) {
        List<ApiKey> keys = new ArrayList<>();
        Map<TokenHash, String> owners = new HashMap<>();
        for (String name : values.names(Family.AUTH_KEY)) {
            ApiKey key = new KeyReader(values, name).read();
            String other = owners.put(key.hash(), name);
            if (other != null) {
                throw new ConfigurationFailure(
                        "auth.key.%s and auth.key.%s have the same token; give each its own.".formatted(other, name));
            }
            keys.add(key);
        }
        return keys;
    }
}
