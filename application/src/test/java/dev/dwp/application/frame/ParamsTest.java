package dev.dwp.application.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ParamsTest {

    @Test
    @DisplayName(
            "PROTOCOL §2: what nobody asked for is ignored, also where it is null, in the order in which it was sent")
    void namesWhatNobodyAskedFor() {
        Params params = new Params(Value.struct()
                .put("zeta", Value.NULL)
                .put("name", "echo")
                .put("delayMs", 5)
                .build());
        params.requiredText("name");
        params.millis("delay_ms");
        assertEquals(List.of("zeta", "delayMs"), params.ignored());
    }

    @Test
    @DisplayName("PROTOCOL §2: members of objects within the data are ignored by their paths")
    void namesMembersWithinObjectsByTheirPaths() {
        Value first = Value.struct().put("name", "echo").build();
        Value second = Value.struct()
                .put("delay", 1)
                .put("backoff", Value.struct().put("frist_ms", 1).build())
                .build();
        Params params = new Params(Value.struct()
                .put("jobs", List.of(first, second))
                .put(
                        "backoff",
                        Value.struct().put("first_ms", 1).put("frist_ms", 2).build())
                .build());
        Objects.requireNonNull(params.object("backoff")).millis("first_ms");
        for (Supplier<Params> next : Objects.requireNonNull(params.objects("jobs", 1000))) {
            Params job = next.get();
            job.text("name");
            job.object("backoff");
        }
        assertEquals(List.of("jobs[1].delay", "jobs[1].backoff.frist_ms", "backoff.frist_ms"), params.ignored());
    }

    @Test
    void errorsNameTheWholePath() {
        Value bad = Value.struct().put("delay_ms", "soon").build();
        Params params = new Params(Value.struct().put("jobs", List.of(bad)).build());
        Params job =
                Objects.requireNonNull(params.objects("jobs", 1000)).getFirst().get();
        Refusal refusal = assertThrows(Refusal.class, () -> job.millis("delay_ms"));
        assertEquals("'jobs[0].delay_ms' must be a whole number.", refusal.getMessage());
    }

    @Test
    void ofVeryManyUnknownMembersTheFirstAreNamed() {
        StructBuilder data = Value.struct();
        for (int i = 0; i < 5000; i++) {
            data.put("m" + i, i);
        }
        List<String> ignored = new Params(data.build()).ignored();
        assertEquals(101, ignored.size());
        assertEquals("m99", ignored.get(99));
        assertEquals("…", ignored.get(100));
    }
}
