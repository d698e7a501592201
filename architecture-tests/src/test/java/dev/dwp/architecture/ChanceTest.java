package dev.dwp.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import dev.dwp.application.fixture.DrawsLots;
import dev.dwp.application.fixture.LooksAtTheClock;
import dev.dwp.application.fixture.Sleeps;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/**
 * Only bootstrap asks the system; everyone else is given a clock and a source of randomness. {@code System.nanoTime} is
 * fine: it measures, and tells no time. One class is let off: {@code ServerOptions.defaults()} is what the JVM gets when it
 * makes the HTTP server by itself, and then nobody is there to inject a clock.
 */
@DisplayName("Time and chance come from outside")
class ChanceTest extends ProvenRules {

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(
                        nobody(
                                "looks at the clock",
                                "java\\.time\\..*\\.now\\((java\\.time\\.ZoneId)?\\)",
                                "java\\.time\\.Clock\\.(system|tickMillis|tickSeconds|tickMinutes).*",
                                "java\\.time\\.InstantSource\\.system\\(\\)",
                                "java\\.lang\\.System\\.currentTimeMillis\\(\\)",
                                "java\\.util\\.Date\\.<init>\\(\\)",
                                "java\\.util\\.Calendar\\.getInstance\\(.*",
                                "java\\.util\\.GregorianCalendar\\.<init>\\(\\)"),
                        LooksAtTheClock.class),
                ProvenRule.of(
                        nobody(
                                "draws lots",
                                "java\\.util\\.(Random|SplittableRandom)\\.<init>\\(\\)",
                                "java\\.security\\.SecureRandom\\.(<init>|getInstance).*",
                                "java\\.lang\\.(Strict)?Math\\.random\\(\\)",
                                "java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(\\)",
                                "java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)\\(.*",
                                "java\\.util\\.UUID\\.randomUUID\\(\\)",
                                "java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)"),
                        DrawsLots.class),
                ProvenRule.of(
                        nobody(
                                "sleeps",
                                "java\\.lang\\.Thread\\.sleep\\(.*",
                                "java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*"),
                        Sleeps.class));
    }

    private static ArchRule nobody(String does, String... calls) {
        String pattern = String.join("|", calls);
        return noClasses()
                .that()
                .resideOutsideOfPackage(Module.BOOTSTRAP.packages())
                .and()
                .doNotHaveFullyQualifiedName("dev.dwp.http.server.ServerOptions")
                .should(accessTargetWhere(DescribedPredicate.describe(
                        does,
                        (JavaAccess<?> access) ->
                                access.getTarget().getFullName().matches(pattern))))
                .as("nobody outside bootstrap " + does);
    }
}
