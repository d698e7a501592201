package dev.dwp.bootstrap.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loads configurations for tests. */
final class Configurations {
    private Configurations() {}

    /** From a file with that text, and variables. */
    static Loaded load(Path folder, String text, Map<String, String> environment) {
        return Configuration.load(new Sources(Map.of(), environment, file(folder, text), true));
    }

    /** From a file with that text. */
    static Configuration load(Path folder, String text) {
        return load(folder, text, Map.of()).configuration();
    }

    /** Why a file with that text cannot be used. */
    static String refusal(Path folder, String text) {
        return assertThrows(ConfigurationFailure.class, () -> load(folder, text))
                .sentence();
    }

    static Path file(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("dwp.properties"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
