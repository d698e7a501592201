package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.scope.Scope;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
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
            job:write      job.enqueue
            job:write      job.cancel
            workflow:read  workflow.get
            workflow:read  workflow.timeline
            workflow:read  workflow.list
            workflow:write workflow.start
            workflow:write workflow.event
            workflow:write workflow.cancel
            workflow:write workflow.replay
            subscribe      subscribe
            subscribe      unsubscribe
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
        assertEquals(method, Method.named(method.wireName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "job.Get", "JOB_GET", " stats", "job", "ping"})
    @DisplayName("PROTOCOL §4.2: an unknown method is 405")
    void isUnknownByAnyOther(String name) {
        assertEquals(405, Refusals.of(() -> Method.named(name)).body().code());
    }

    @Test
    void anUnknownNameIsNotRepeatedInFull() {
        String message =
                Refusals.of(() -> Method.named("x".repeat(1000))).body().message();
        assertTrue(message.length() < 200, message);
    }

    private static String name(Scope scope) {
        return scope == null ? "nothing" : scope.wireName();
    }
}
