package dev.dwp.bootstrap.cli;

import dev.dwp.domain.frame.Nearest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The flags of all commands. */
enum Flag {
    PORT("--port", "server.port"),
    HOST("--host", "server.host"),
    STORE("--store", "store"),
    CONFIG("--config", null),
    NODE("--node", "node.name"),
    PLUGINS("--plugins", "plugins.dir"),
    NO_DEMO("--no-demo", null),
    WAIT("--wait", null),
    REPAIR("--repair", null);

    static final Set<Flag> OF_SERVE = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(REPAIR)));
    static final Set<Flag> OF_MIGRATE = Collections.unmodifiableSet(EnumSet.of(STORE, CONFIG));
    static final Set<Flag> OF_DOCTOR = Collections.unmodifiableSet(EnumSet.of(STORE, CONFIG, REPAIR));

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
        return this != NO_DEMO && this != WAIT && this != REPAIR;
    }

    /** The one of these that is written so. */
    static Flag named(String text, Set<Flag> allowed) {
        return allowed.stream()
                .filter(flag -> flag.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("There is no flag '%s'; did you mean '%s'?"
                        .formatted(
                                text,
                                Nearest.to(
                                        text, allowed.stream().map(Flag::text).toList()))));
    }
}
