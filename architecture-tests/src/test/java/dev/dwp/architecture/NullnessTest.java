package dev.dwp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.dwp.domain.fixture.unmarked.Unmarked;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Every package says that null is the exception")
class NullnessTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(ProvenRule.of(classes().should(new BeInAMarkedPackage()), Unmarked.class));
    }

    private static final class BeInAMarkedPackage extends ArchCondition<JavaClass> {
        BeInAMarkedPackage() {
            super("be in a package whose package-info is @NullMarked");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(
                    item, marked, "Class <%s> is in an unmarked package".formatted(item.getName())));
        }
    }
}
