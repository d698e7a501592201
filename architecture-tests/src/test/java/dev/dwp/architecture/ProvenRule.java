package dev.dwp.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule, and classes that break it.
 *
 * @param rule what holds for the main classes
 * @param culprits each of their fields and methods breaks the rule on its own; a culprit without any breaks it by what it is
 */
record ProvenRule(ArchRule rule, List<Class<?>> culprits) {

    static ProvenRule of(ArchRule rule, Class<?>... culprits) {
        return new ProvenRule(rule, List.of(culprits));
    }

    /** What the rule should have reported about its culprits, but did not. */
    List<String> overlooked() {
        JavaClasses classes = new ClassFileImporter().importClasses(culprits);
        String report = rule.evaluate(classes).getFailureReport().toString();
        return culprits.stream()
                .flatMap(ProvenRule::crimes)
                .filter(crime -> !report.contains(crime))
                .toList();
    }

    private static Stream<String> crimes(Class<?> culprit) {
        Stream<String> fields = Arrays.stream(culprit.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(field -> "<" + culprit.getName() + "." + field.getName() + ">");
        Stream<String> methods = Arrays.stream(culprit.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> "<" + culprit.getName() + "." + method.getName() + "(");
        List<String> members = Stream.concat(fields, methods).toList();
        return members.isEmpty() ? Stream.of("<" + culprit.getName() + ">") : members.stream();
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }
}
