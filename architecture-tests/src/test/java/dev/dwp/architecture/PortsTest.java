package dev.dwp.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.dwp.application.port.in.fixture.DoesTheWork;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Ports do nothing")
class PortsTest extends ProvenRules {
    private static final DescribedPredicate<JavaClass> FORM = describe(
            "interfaces, records, enums or exceptions",
            type -> INTERFACES.test(type)
                    || type.isRecord()
                    || type.isEnum()
                    || assignableTo(Throwable.class).test(type));

    private static final ArchRule PORTS =
            classes().that().resideInAnyPackage("dev.dwp.application.port..").should(be(FORM));

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(ProvenRule.of(PORTS, DoesTheWork.class));
    }
}
