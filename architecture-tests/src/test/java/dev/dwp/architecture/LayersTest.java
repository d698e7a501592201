package dev.dwp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.dwp.architecture.Module.APPLICATION;
import static dev.dwp.architecture.Module.DOMAIN;
import static dev.dwp.architecture.Module.HTTP;
import static dev.dwp.architecture.Module.PERSISTENCE;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The layers: domain ← application ← adapters ← bootstrap")
class LayersTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(knows(DOMAIN), dev.dwp.domain.fixture.KnowsOutward.class),
                ProvenRule.of(knows(APPLICATION, DOMAIN), dev.dwp.application.fixture.KnowsOutward.class),
                ProvenRule.of(knows(HTTP, DOMAIN, APPLICATION), dev.dwp.http.fixture.KnowsOutward.class),
                ProvenRule.of(knows(PERSISTENCE, DOMAIN, APPLICATION), dev.dwp.persistence.fixture.KnowsOutward.class));
    }

    private static ArchRule knows(Module module, Module... others) {
        String[] known = Stream.concat(Stream.of(module), Arrays.stream(others))
                .map(Module::packages)
                .toArray(String[]::new);
        String names = Arrays.stream(others).map(Module::folder).collect(Collectors.joining(" and "));
        return classes()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.dwp..").or(resideInAnyPackage(known)))
                .as("%s knows no module but itself %s"
                        .formatted(module.folder(), names)
                        .strip());
    }
}
