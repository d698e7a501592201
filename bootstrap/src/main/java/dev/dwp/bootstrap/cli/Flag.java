package dev.dwp.bootstrap.cli;

import dev.dwp.bootstrap.config.Nearest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The flags of {@code serve}. */
enum Flag {
    PORT("--port", "server.port"),
    HOST("--host", "server.host"),
    STORE("--store", "store"),
    CONFIG("--config", null),
    NODE("--node", "node.name"),
    PLUGINS("--plugins", "plugins.dir"),
    NO_DEMO("--no-demo", null);

    private final String text;
    private final @Nullable String key;

    Flag(String text, @Nullable String key) {
        this.text = text;
        this.key = key;
    }

    /** As it is written. */
    String text() {
        return text;
    }

    /** The key whose value it gives; {@code null} when it is not the flag of a key. */
    @Nullable
    String key() {
        return key;
    }

    /** Whether something follows it. */
    boolean takesValue() {
        return this != NO_DEMO;
    }

    static Flag named(String text) {
        return Arrays.stream(values())
                .filter(flag -> flag.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("There is no flag '%s'; did you mean '%s'?"
                        .formatted(
                                text,
                                Nearest.to(
                                        text,
                                        Arrays.stream(values()).map(Flag::text).toList()))));
    }
}
