package dev.dwp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.dwp.architecture.Module.APPLICATION;
import static dev.dwp.architecture.Module.DOMAIN;
import static dev.dwp.architecture.Module.HTTP;
import static dev.dwp.architecture.Module.PERSISTENCE;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** Bootstrap is not limited: it brings everything together. */
@DisplayName("What a module may use from outside")
class LibrariesTest extends ProvenRules {
    private static final String[] PLAIN_JDK = {"java.lang..", "java.math..", "java.time..", "java.util.."};

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(uses(DOMAIN), dev.dwp.domain.fixture.NeedsLibraries.class),
                ProvenRule.of(
                        uses(
                                APPLICATION,
                                "java.io..",
                                "java.nio",
                                "java.nio.charset..",
                                "java.security..",
                                "org.slf4j..",
                                "com.cronutils.."),
                        dev.dwp.application.fixture.NeedsLibraries.class),
                ProvenRule.of(
                        uses(
                                HTTP,
                                "java.io..",
                                "java.net..",
                                "java.nio..",
                                "java.security..",
                                "javax.net.ssl..",
                                "com.sun.net.httpserver..",
                                "com.fasterxml.jackson..",
                                "org.msgpack..",
                                "org.slf4j.."),
                        dev.dwp.http.fixture.NeedsLibraries.class),
                ProvenRule.of(
                        uses(
                                PERSISTENCE,
                                "java.io..",
                                "java.net", // a file's URI, as SQLite's driver wants it
                                "java.nio..",
                                "java.security..",
                                "java.sql..",
                                "javax.sql..",
                                "com.zaxxer.hikari..",
                                "org.sqlite..",
                                "org.postgresql..",
                                "com.fasterxml.jackson..",
                                "org.slf4j.."),
                        dev.dwp.persistence.fixture.NeedsLibraries.class));
    }

    private static ArchRule uses(Module module, String... libraries) {
        String[] allowed = Stream.of(
                        Stream.of("dev.dwp..", "org.jspecify.."), Arrays.stream(PLAIN_JDK), Arrays.stream(libraries))
                .flatMap(packages -> packages)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .as("%s uses the plain JDK and %s".formatted(module.folder(), Arrays.asList(libraries)));
    }
}
