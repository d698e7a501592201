package dev.dwp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.dwp.application.fixture.Misnamed;
import dev.dwp.application.fixture.util.Misplaced;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Names say what something is for")
class NamesTest extends ProvenRules {
    private static final ArchRule CLASSES = noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)");

    private static final ArchRule PACKAGES = noClasses()
            .should()
            .resideInAnyPackage("..impl..", "..manager..", "..helper..", "..util..", "..utils..", "..common..");

    @Override
    Stream<ProvenRule> rules() {
        return Stream.of(
                ProvenRule.of(
                        CLASSES,
                        Misnamed.StoreImpl.class,
                        Misnamed.StoreManager.class,
                        Misnamed.StoreHelper.class,
                        Misnamed.StoreUtil.class,
                        Misnamed.StoreUtils.class),
                ProvenRule.of(PACKAGES, Misplaced.class));
    }
}
