package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.TrialKeys;
import java.net.URI;

/** What a server says when it is ready: where it is, and what to try. Shows no token but the public one. */
final class Welcome {
    private final Configuration configuration;
    private final URI address;

    Welcome(Configuration configuration, URI address) {
        this.configuration = configuration;
        this.address = address;
    }

    /** The lines, the first alone for those who wait for it. */
    String text() {
        String base = address + configuration.server().listen().path();
        return """
                ready on %s
                try:        curl -s %s/rpc -d '%s'
                WebSocket:  %s
                token:      %s
                """.formatted(address, base, request(), base.replaceFirst("^http", "ws"), token());
    }

    private String request() {
        String method = configuration.node().demo()
                ? "\"method\":\"job.enqueue\",\"data\":{\"name\":\"echo\",\"payload\":\"hello\"}"
                : "\"method\":\"stats\"";
        return "{%s,\"token\":\"%s\"}".formatted(method, shown());
    }

    private String shown() {
        if (configuration.auth().trial()) {
            return TrialKeys.TOKEN;
        }
        return configuration.auth().open() ? "any" : "<token>";
    }

    private String token() {
        if (configuration.auth().trial()) {
            return TrialKeys.TOKEN;
        }
        return configuration.auth().open() ? "any or none" : "one of those configured by auth.key.<name>";
    }
}
