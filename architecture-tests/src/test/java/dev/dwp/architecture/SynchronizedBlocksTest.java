package dev.dwp.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A class file shows {@code synchronized} methods, not blocks; so this reads the sources. */
@DisplayName("No synchronized blocks")
class SynchronizedBlocksTest {
    private static final Pattern NO_CODE =
            Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(\\\\.|[^\"\\\\\\n])*\"|/\\*[\\s\\S]*?\\*/|//[^\\n]*");

    private static final Pattern BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

    @ParameterizedTest
    @EnumSource
    void thereIsNone(Module module) {
        List<Path> sources = Repository.files(Repository.ROOT.resolve(module.folder() + "/src/main/java"), ".java");
        assertFalse(sources.isEmpty());
        assertEquals(
                List.of(),
                sources.stream()
                        .filter(source -> hasBlock(Repository.text(source)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void f() { synchronized (this) { g(); } }",
                "/* why */ synchronized(lock) { }",
                "String s = \"/*\"; synchronized\n (lock) {} // */",
                "String s = \"\"\"\n // \"\"\"; synchronized (lock) { }"
            })
    void oneIsFound(String source) {
        assertTrue(hasBlock(source));
    }

    @Test
    void whatOnlyTalksOfItIsNone() {
        assertFalse(hasBlock("/** never synchronized (this) */ String s = \"synchronized (x)\"; // synchronized ("));
    }

    private static boolean hasBlock(String source) {
        return BLOCK.matcher(NO_CODE.matcher(source).replaceAll(" ")).find();
    }
}
