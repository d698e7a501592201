package dev.dwp.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.benchmarks.machine.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Path ROOT = Path.of("/checkout");
    private static final Pattern SPACE = Pattern.compile(" ");

    @Test
    void whatIsNotGivenHasADefault() {
        Arguments arguments = Arguments.parse(List.of(), ROOT);
        assertEquals(ROOT.resolve("benchmarks/results"), arguments.results());
        assertEquals(
                List.of(Backend.SQLITE, Backend.POSTGRES),
                arguments.plan().orOn(Backend.durable()).backends());
    }

    @Test
    void whatIsGivenCounts() {
        Arguments arguments = Arguments.parse(
                List.of(
                        "--rounds",
                        "3",
                        "--seconds",
                        "1",
                        "--stores",
                        "postgres",
                        "--stored",
                        "0,7",
                        "--work",
                        "/disk"),
                ROOT);
        assertEquals(3, arguments.plan().rounds());
        assertEquals(Duration.ofSeconds(1), arguments.plan().sample());
        assertEquals(List.of(Backend.POSTGRES), arguments.plan().backends());
        assertEquals(List.of(0, 7), arguments.plan().stored());
        assertEquals(Path.of("/disk"), arguments.work());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense 1", "--rounds", "--rounds many", "--stores floppy"})
    void whatCannotBeIsRefused(String options) {
        List<String> words = SPACE.splitAsStream(options).toList();
        assertThrows(WrongUsage.class, () -> Arguments.parse(words, ROOT));
    }
}
