package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @ParameterizedTest
    @CsvSource({"100, 40, 100", "0, 40, 40", "0, '', 0", "0, wide, 0", "0, -5, 0", "0, 99999999999, 0"})
    void theEnvironmentTellsTheWidthOfATerminalThatTellsNone(int told, String variable, int columns) {
        assertEquals(columns, Main.columns(told, Map.of("COLUMNS", variable)));
    }
}
