package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.application.port.out.Credential;
import dev.dwp.bootstrap.config.Sources;
import dev.dwp.bootstrap.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that follow their file (PROTOCOL §4.1). */
class KeyFileWatchTest {
    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final ApiKeyAuthenticator keys = new ApiKeyAuthenticator(List.of());
    private Path file;
    private KeyFileWatch watch;

    @BeforeEach
    void watch() throws IOException {
        file = folder.resolve("dwp.properties");
        write("one");
        watch = new KeyFileWatch(
                new Sources(Map.of(), Map.of(), file, true), List.of(), keys, new Time(clock, clock, () -> {}));
        watch.tick();
    }

    private void write(String... tokens) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append("auth.key.%1$s.token=%1$s%nauth.key.%1$s.scopes=*%n".formatted(token));
        }
        Files.writeString(file, text);
    }

    private List<String> known() {
        return Stream.of("one", "two", "demo-token")
                .filter(token -> keys.authenticate(new Credential(token)).isPresent())
                .toList();
    }

    @Test
    @DisplayName("PROTOCOL §4.1 keys are added and withdrawn within ten seconds")
    void followsTheFileByItself() throws IOException {
        assertEquals(List.of("one"), known());
        write("one", "two");
        clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of("one", "two"), known());
        write("two");
        clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of("two"), known());
    }

    @Test
    @DisplayName("PROTOCOL §4.1 a file that cannot be read leaves the keys as they were")
    void aFileThatCannotBeUsedChangesNothing() throws IOException {
        for (String broken : List.of(
                "auth.key.two.tokem=two",
                "auth.key.two.token=two",
                "auth.key.two.token=two\nauth.key.two.scopes=*\nauth.key.two.expires=tomorrow")) {
            Files.writeString(file, broken);
            watch.tick();
            assertEquals(List.of("one"), known(), broken);
        }
        Files.delete(file);
        watch.tick();
        assertEquals(List.of("one"), known());

        write("two");
        watch.tick();
        assertEquals(List.of("two"), known());
    }

    @Test
    void withdrawingTheLastKeyLetsNobodyInAndBringsNoTrialKeys() throws IOException {
        write();
        watch.tick();
        assertEquals(List.of(), known());
    }

    @Test
    void nothingIsReadAfterItIsClosed() throws IOException {
        watch.close();
        write("two");
        clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of("one"), known());
    }
}
