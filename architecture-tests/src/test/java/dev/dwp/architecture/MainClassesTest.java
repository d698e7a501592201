package dev.dwp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The rules see every class that they are about")
class MainClassesTest {
    /** What is built beside the server. */
    private static final List<String> OTHERS = List.of(
            "architecture-tests",
            "benchmarks",
            "bom",
            "cli",
            "picocli",
            "clients/java",
            "conformance",
            "dist",
            "embedding-tests");

    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    @ParameterizedTest
    @EnumSource
    void everyModuleIsImported(Module module) {
        int count = MainClasses.ALL.that(resideInAPackage(module.packages())).size();
        assertTrue(count >= module.fewestClasses(), module + " has " + count + " classes");
    }

    @Test
    void nothingButTheModulesIsImported() {
        String[] modules = Arrays.stream(Module.values()).map(Module::packages).toArray(String[]::new);
        assertEquals(0, MainClasses.ALL.that(resideOutsideOfPackages(modules)).size());
    }

    /** The benchmarks, clients, what hands the server out, and an application around it are no part of it. */
    @Test
    void noModuleOfTheServerIsLeftOut() {
        Stream<String> built =
                MODULE.matcher(Repository.text("pom.xml")).results().map((MatchResult found) -> found.group(1));
        Stream<String> known = Arrays.stream(Module.values()).map(Module::folder);
        assertEquals(
                built.collect(Collectors.toSet()),
                Stream.concat(known, OTHERS.stream()).collect(Collectors.toSet()));
    }
}
