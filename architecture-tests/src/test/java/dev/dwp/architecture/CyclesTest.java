package dev.dwp.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import dev.dwp.domain.fixture.cycle.left.Left;
import dev.dwp.domain.fixture.cycle.right.Right;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Packages know each other in one direction")
class CyclesTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(slices().matching("dev.dwp.(**)").should().beFreeOfCycles(), Left.class, Right.class));
    }
}
