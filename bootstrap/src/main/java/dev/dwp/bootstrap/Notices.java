package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.StoreSpec;
import java.util.ArrayList;
import java.util.List;

/** What whoever starts the server should know of its configuration. */
final class Notices {
    private Notices() {}

    static List<String> of(Configuration configuration) {
        List<String> notices = new ArrayList<>();
        if (configuration.auth().open()) {
            notices.add("AUTHENTICATION IS OFF (auth.none=true): everyone who can connect is an operator and may do"
                    + " everything. For development only.");
        }
        if (configuration.auth().trial()) {
            notices.add("The tokens are public and for trying only (demo-token, other-token, read-token, ops-token)."
                    + " Set auth.key.<name>.token to use your own.");
        }
        if (configuration.auth().closed()) {
            notices.add("There is no token, so nobody can come in. Set auth.key.<name>.token.");
        }
        if (configuration.storage().store() instanceof StoreSpec.Memory) {
            notices.add("State is kept in memory: everything is gone when the server stops.");
        }
        return notices;
    }
}
