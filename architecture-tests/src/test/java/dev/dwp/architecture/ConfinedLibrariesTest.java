package dev.dwp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.dwp.bootstrap.fixture.Untidy;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Libraries that one package uses for all")
class ConfinedLibrariesTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(onlyIn("dev.dwp.application.cron..", "com.cronutils.."), Untidy.Cron.class),
                ProvenRule.of(
                        onlyIn(
                                "dev.dwp.persistence.jdbc..",
                                "java.sql..",
                                "javax.sql..",
                                "com.zaxxer.hikari..",
                                "org.sqlite..",
                                "org.postgresql.."),
                        Untidy.Sql.class),
                ProvenRule.of(onlyIn("dev.dwp.http.codec..", "org.msgpack.."), Untidy.Msgpack.class),
                ProvenRule.of(onlyIn("dev.dwp.bootstrap.metrics..", "io.prometheus.."), Untidy.Metrics.class));
    }

    private static ArchRule onlyIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
