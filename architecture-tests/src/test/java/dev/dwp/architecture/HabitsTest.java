package dev.dwp.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import dev.dwp.application.fixture.HoldsState;
import dev.dwp.application.fixture.LogsByTheJdk;
import dev.dwp.application.fixture.Prints;
import dev.dwp.application.fixture.StartsThreads;
import dev.dwp.application.fixture.Synchronizes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Habits of the house")
class HabitsTest extends ProvenRules {
    private static final String PRINTING = "java\\.lang\\.System\\.(out|err)|.*\\.printStackTrace\\(\\)";

    private static final ArchRule NO_SYNCHRONIZED = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    private static final ArchRule NO_STATIC_STATE =
            fields().that().areStatic().should().beFinal();

    private static final ArchRule NO_PRINTING = noClasses()
            .that()
            .resideOutsideOfPackage(Module.BOOTSTRAP.packages())
            .should(accessTargetWhere(DescribedPredicate.describe(
                    "print",
                    (JavaAccess<?> access) -> access.getTarget().getFullName().matches(PRINTING))));

    private static final ArchRule NO_JDK_LOGGING = noClasses()
            .that()
            .resideOutsideOfPackage(Module.BOOTSTRAP.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");

    private static final String STARTING =
            "java\\.lang\\.Thread\\.(<init>|ofVirtual|ofPlatform|startVirtualThread)\\(.*"
                    + "|java\\.util\\.concurrent\\.Executors\\.new.*"
                    + "|java\\.util\\.concurrent\\.(ThreadPoolExecutor|ScheduledThreadPoolExecutor|ForkJoinPool)\\.<init>\\(.*"
                    + "|java\\.util\\.Timer\\.<init>\\(.*";

    /** A thread started elsewhere could end unseen. The JDK's own server knows none of ours: its exchanges need theirs. */
    private static final ArchRule NO_THREADS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.dwp.application.thread..", "dev.dwp.http.server..", "dev.dwp.http.websocket..")
            .and()
            .doNotHaveFullyQualifiedName("dev.dwp.http.endpoint.OwnThread")
            .should(accessTargetWhere(DescribedPredicate.describe(
                    "start a thread",
                    (JavaAccess<?> access) -> access.getTarget().getFullName().matches(STARTING))));

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(NO_SYNCHRONIZED, Synchronizes.class),
                ProvenRule.of(NO_STATIC_STATE, HoldsState.class),
                ProvenRule.of(NO_THREADS, StartsThreads.class),
                ProvenRule.of(NO_PRINTING, Prints.class),
                ProvenRule.of(NO_JDK_LOGGING, LogsByTheJdk.class));
    }
}
