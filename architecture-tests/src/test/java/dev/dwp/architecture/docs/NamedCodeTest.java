package dev.dwp.architecture.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.architecture.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Classes and methods that the guides name exist")
class NamedCodeTest {
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern LAST_COLUMN = Pattern.compile("`([A-Z]\\w+)` \\|$", Pattern.MULTILINE);

    private static final List<Path> SOURCES = Stream.of(
                    "domain",
                    "application",
                    "adapters-http",
                    "adapters-persistence",
                    "bootstrap",
                    "cli",
                    "clients/java")
            .flatMap(module -> Repository.files(Repository.ROOT.resolve(module).resolve("src"), ".java").stream())
            .toList();

    private static final Set<String> CLASSES =
            SOURCES.stream().map(NamedCodeTest::className).collect(Collectors.toSet());

    @ParameterizedTest
    @ValueSource(strings = {"docs/tour.md", "docs/extending.md"})
    void methods(String page) {
        assertEquals(List.of(), unknownMethods(Repository.text(page)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/tour.md", "docs/extending.md"})
    void classes(String page) {
        assertEquals(List.of(), unknownClasses(CLASS, Repository.text(page)));
    }

    @Test
    void theClassThatATermBeginsAt() {
        String page = Repository.text("docs/glossary.md");
        assertEquals(List.of(), unknownClasses(LAST_COLUMN, page));
        assertTrue(LAST_COLUMN.matcher(page).results().count() >= 40);
    }

    @Test
    void whatDoesNotShows() {
        assertEquals(List.of("`Job#fly`"), unknownMethods("`Job#complete` and `Job#fly`"));
        assertEquals(List.of("Jib"), unknownClasses(CLASS, "`Job` and `Jib`"));
    }

    private static List<String> unknownMethods(String text) {
        return METHOD.matcher(text)
                .results()
                .filter(name -> SOURCES.stream().noneMatch(file -> declares(file, name)))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean declares(Path file, MatchResult name) {
        return className(file).equals(name.group(1))
                && Pattern.compile("[\\w>\\]] " + name.group(2) + "\\(")
                        .matcher(Repository.text(file))
                        .find();
    }

    private static List<String> unknownClasses(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(name -> name.group(1))
                .filter(name -> !CLASSES.contains(name))
                .toList();
    }

    private static String className(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".java".length());
    }
}
