package dev.dwp.domain.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §6: what ends a wait")
class AwaitTest {
    @ParameterizedTest
    @CsvSource({
        // what is waited for, what is published, whether it fits
        "paid,,  paid,,  true",
        "paid,,  paid,1, true",
        "paid,1, paid,1, true",
        "paid,1, paid,2, false",
        "paid,1, paid,,  false",
        "paid,,  sent,,  false",
        "paid,1, sent,1, false",
    })
    void aWaitWithAKeyFitsOnlyThatKeyAndOneWithoutFitsAny(
            String name, String key, String published, String publishedKey, boolean fits) {
        SignalId id = new SignalId("sig_" + Base32Id.encode(1, 1));
        Signal signal = new Signal(id, published, publishedKey, Value.NULL, Tenant.NONE, null, RunSamples.NOW);
        assertEquals(fits, new Await.ForSignal(name, key, null).accepts(signal));
    }

    @Test
    void aWaitForAChildHasNoDeadline() {
        assertNull(new Await.ForChild(RunSamples.ID).deadline());
    }

    @Test
    void anEventThatNobodyWaitedForIsKeptSevenDays() {
        assertEquals(Duration.ofDays(7), Signal.KEPT);
    }

    @Test
    void aVersionCountsFrom1() {
        assertEquals(1, new WorkflowVersion("order", 1).version());
        assertThrows(IllegalArgumentException.class, () -> new WorkflowVersion("order", 0));
        assertThrows(IllegalArgumentException.class, () -> new WorkflowVersion(" ", 1));
    }
}
