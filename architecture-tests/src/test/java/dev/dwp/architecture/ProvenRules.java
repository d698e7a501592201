package dev.dwp.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is tested of every rule: that the code keeps it, and that it would notice if the code did not. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ProvenRules {

    abstract Stream<ProvenRule> rules();

    @ParameterizedTest
    @MethodSource("rules")
    void theMainClassesKeepIt(ProvenRule proven) {
        proven.rule().check(MainClasses.ALL);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itReportsEveryoneWhoBreaksIt(ProvenRule proven) {
        assertFalse(proven.culprits().isEmpty());
        assertEquals(List.of(), proven.overlooked());
    }
}
