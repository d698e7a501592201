package dev.dwp.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Rooms that could be libraries of their own know nothing of DWP")
class RoomsTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(standsAlone("dev.dwp.http.websocket.."), dev.dwp.http.websocket.fixture.KnowsDwp.class),
                ProvenRule.of(standsAlone("dev.dwp.http.server.."), dev.dwp.http.server.fixture.KnowsDwp.class));
    }

    private static ArchRule standsAlone(String room) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(room).or(resideOutsideOfPackage("dev.dwp..")));
    }
}
