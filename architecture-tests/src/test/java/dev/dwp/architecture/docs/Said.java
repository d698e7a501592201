package dev.dwp.architecture.docs;

import static java.util.stream.Collectors.toCollection;

import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.JobEventType;
import dev.dwp.domain.channel.RunEventType;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Tenant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code docs/protocol.md} has to name: the names in the code, and how to find them on the page. */
enum Said {
    METHODS(Arrays.stream(Method.values()).map(Method::wireName), "5. Methods", "^#### `([a-z.]+)`"),
    SCOPES(Arrays.stream(Scope.values()).map(Scope::wireName), "4.2 Scopes", "^\\| `([^`]+)` \\|"),
    SCOPES_OF_METHODS(
            Arrays.stream(Method.values())
                    .filter(method -> method.scope() != null)
                    .map(method -> method.wireName() + " " + method.scope().wireName()),
            "5. Methods",
            "^#### `([a-z.]+)` \\(scope `([^`]+)`\\)"),
    ERROR_CODES(
            Arrays.stream(ErrorCode.values()).map(code -> Integer.toString(code.number())),
            "8. Errors",
            "^\\| (\\d{3}) \\|"),
    EVENTS(events(), "7.2 Events", "^\\| `((?:job|workflow|cron)\\.\\w+)` \\|");

    @SuppressWarnings("ImmutableEnumChecker") // written nowhere
    private final Set<String> names;

    private final String section;
    private final String line;

    Said(Stream<String> names, String section, String line) {
        this.names = names.collect(toCollection(TreeSet::new));
        this.section = section;
        this.line = line;
    }

    /** In the code. */
    Set<String> names() {
        return names;
    }

    /** On the page. */
    Set<String> foundOn(Page page) {
        return page.section(section).lines(line);
    }

    private static Stream<String> events() {
        CronFired fired = new CronFired("any", new JobId("job_" + "0".repeat(26)), Tenant.NONE);
        return Stream.of(
                        Arrays.stream(JobEventType.values()).map(JobEventType::wireName),
                        Arrays.stream(RunEventType.values()).map(RunEventType::wireName),
                        Stream.of(fired.type()))
                .flatMap(names -> names);
    }
}
