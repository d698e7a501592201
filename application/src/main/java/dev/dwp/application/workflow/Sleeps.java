package dev.dwp.application.workflow;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Durable sleeps. */
final class Sleeps {
    private final Pass pass;

    Sleeps(Pass pass) {
        this.pass = pass;
    }

    void sleep(Strand strand, String name, Duration duration) {
        pass.enter(strand, name);
        pass.recall(strand, name, StepKind.SLEEP, draft -> attempt(strand, name, duration, draft));
    }

    private static Optional<TimelineEntry> attempt(Strand strand, String name, Duration duration, Draft draft) {
        TimelineEntry entry = draft.latest(name).orElseGet(() -> begin(strand, name, duration, draft));
        if (Deadlines.due(entry, draft)) {
            return Optional.of(draft.put(entry.completed(Value.NULL, draft.now())));
        }
        return Optional.of(entry).filter(candidate -> candidate.state().ended());
    }

    private static TimelineEntry begin(Strand strand, String name, Duration duration, Draft draft) {
        Instant end = Objects.requireNonNullElse(Ticks.after(draft.now(), duration), Ticks.NEVER);
        Await await = new Await.ForTime(end);
        return draft.begin(
                strand,
                name,
                StepKind.SLEEP,
                place -> TimelineEntry.waiting(place, StepKind.SLEEP, await, draft.now()));
    }
}
