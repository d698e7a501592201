package dev.dwp.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
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

    private static final ArchRule NO_CLOCK = outsiders()
            .and()
            .doNotHaveFullyQualifiedName("dev.dwp.http.server.ServerOptions")
            .should(use(
                    "the system's clock",
                    "java\\.time\\..*\\.now\\((java\\.time\\.ZoneId)?\\)",
                    "java\\.time\\.Clock\\.(system|tickMillis|tickSeconds|tickMinutes).*",
                    "java\\.time\\.InstantSource\\.system\\(\\)",
                    "java\\.lang\\.System\\.currentTimeMillis\\(\\)",
                    "java\\.util\\.Date\\.<init>\\(\\)",
                    "java\\.util\\.Calendar\\.getInstance\\(.*",
                    "java\\.util\\.GregorianCalendar\\.<init>\\(\\)"));

    private static final ArchRule NO_RANDOMNESS = outsiders()
            .should(use(
                    "randomness of their own",
                    "java\\.util\\.(Random|SplittableRandom)\\.<init>\\(\\)",
                    "java\\.security\\.SecureRandom\\.(<init>|getInstance).*",
                    "java\\.lang\\.(Strict)?Math\\.random\\(\\)",
                    "java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(\\)",
                    "java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)\\(.*",
                    "java\\.util\\.UUID\\.randomUUID\\(\\)",
                    "java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)"));

    private static final ArchRule NO_SLEEP = outsiders()
            .should(use(
                    "sleep", "java\\.lang\\.Thread\\.sleep\\(.*", "java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*"));

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(NO_CLOCK, LooksAtTheClock.class),
                ProvenRule.of(NO_RANDOMNESS, DrawsLots.class),
                ProvenRule.of(NO_SLEEP, Sleeps.class));
    }

    private static GivenClassesConjunction outsiders() {
        return noClasses().that().resideOutsideOfPackage(Module.BOOTSTRAP.packages());
    }

    private static ArchCondition<JavaClass> use(String what, String... targets) {
        String pattern = String.join("|", targets);
        DescribedPredicate<JavaAccess<?>> match =
                describe(what, access -> access.getTarget().getFullName().matches(pattern));
        return accessTargetWhere(match).as("use " + what);
    }
}
