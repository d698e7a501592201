package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where the build says that these tests run on another Java, they and the servers that they start do. */
class JavaVersionTest {
    private static final String EXPECTED = System.getProperty("dwp.java", "");

    @Test
    void testsAndTheirServersRunOnTheJavaThatTheBuildNames() throws Exception {
        assumeTrue(!EXPECTED.isEmpty(), "any Java will do");
        assertEquals(EXPECTED, Integer.toString(Runtime.version().feature()));

        Process version = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.dwp.bootstrap.Main",
                        "version")
                .start();
        String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, version.waitFor());
        assertTrue(said.contains(" on Java " + EXPECTED), said);
    }
}
