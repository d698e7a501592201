package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.scope.Scope;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
    private static final String SCOPES = """
            nothing        auth
            job:read       job.get
            job:read       job.list
            job:read       job.explain
            job:read       handler.list
            job:write      job.enqueue
            job:write      job.cancel
            workflow:read  workflow.get
            workflow:read  workflow.timeline
            workflow:read  workflow.list
            workflow:read  workflow.explain
            workflow:write workflow.start
            workflow:write workflow.event
            workflow:write workflow.cancel
            workflow:write workflow.replay
            subscribe      subscribe
            subscribe      unsubscribe
            queue:read     queue.list
            queue:write    queue.pause
            queue:write    queue.resume
            stats:read     stats
            cron:read      cron.list
            dlq:read       dlq.list
            dlq:write      dlq.replay
            dlq:write      dlq.purge
            """;

    @Test
    @DisplayName("PROTOCOL §4.2: each method needs the scope of the table, and there are no others")
    void needsTheScopeOfTheTable() {
        Set<String> table =
                SCOPES.lines().map(line -> line.replaceAll(" +", " ")).collect(Collectors.toSet());
        Set<String> code = Arrays.stream(Method.values())
                .map(method -> name(method.scope()) + " " + method.wireName())
                .collect(Collectors.toSet());
        assertEquals(table, code);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Method method) {
        assertEquals(Optional.of(method), Method.find(method.wireName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "job.Get", "JOB_GET", " stats", "job", "ping"})
    @DisplayName("PROTOCOL §4.2: an unknown method is 405")
    void isUnknownByAnyOther(String name) {
        assertEquals(Optional.empty(), Method.find(name));
        assertEquals(405, Method.unknown(name, Stream.of()).body().code());
    }

    @Test
    void anUnknownNameIsNotRepeatedInFull() {
        String message = Method.unknown("x".repeat(1000), Arrays.stream(Method.values()))
                .body()
                .message();
        assertTrue(message.length() < 200, message);
    }

    @Test
    @DisplayName("PROTOCOL §4.2: 405 suggests the nearest method that the caller may use")
    void suggestsTheNearestThatMayBeUsed() {
        assertEquals(
                "There is no method 'job.lst'. Did you mean 'job.list'?",
                Method.unknown("job.lst", Arrays.stream(Method.values())).body().message());
        assertEquals(
                "There is no method 'job.lst'.",
                Method.unknown("job.lst", Stream.of(Method.AUTH, Method.STATS))
                        .body()
                        .message());
    }

    private static String name(Scope scope) {
        return scope == null ? "nothing" : scope.wireName();
    }
}
