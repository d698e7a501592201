package dev.dwp.domain.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Scope scope) {
        assertEquals(scope, Scope.named(scope.wireName()));
    }

    @Test
    void anUnknownNameIsAnsweredWithAllThatThereAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> Scope.named("job:all"))
                .getMessage();
        for (Scope scope : Scope.values()) {
            assertTrue(message.contains(scope.wireName()), message);
        }
    }
}
