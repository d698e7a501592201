package dev.dwp.application.workflow;

import dev.dwp.application.handler.EventSpec;
import dev.dwp.application.handler.ReceivedEvents;
import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Waits for signals. */
final class Waits {
    private final Pass pass;

    Waits(Pass pass) {
        this.pass = pass;
    }

    /** For one signal, under the step's own name. */
    @SuppressWarnings("unchecked") // it was read as that type
    <T> Optional<T> one(Strand strand, String step, EventSpec<T> event, Duration timeout) {
        pass.enter(strand, step);
        SignalWait wait = wait(strand, step, event, null, deadline(timeout));
        TimelineEntry entry = pass.recall(
                strand,
                step,
                StepKind.WAIT,
                draft -> Optional.of(wait.attempt(draft))
                        .filter(candidate -> candidate.state().ended()));
        return Optional.ofNullable(entry.data()).map(payload -> (T) read(step, payload, event));
    }

    /** For several signals, under a name for each. */
    ReceivedEvents several(Strand strand, AwaitGroup group, List<EventSpec<?>> events, Duration timeout) {
        if (events.isEmpty() || new HashSet<>(events).size() < events.size()) {
            throw new IllegalArgumentException(
                    "The wait '%s' needs one event at least, and no two equal ones.".formatted(group.name()));
        }
        List<String> names = names(strand, group, events.size());
        Instant deadline = deadline(timeout);
        List<SignalWait> waits = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            waits.add(wait(strand, names.get(i), events.get(i), group, deadline));
        }
        GroupWait wait = new GroupWait(group.mode(), names, waits);
        List<TimelineEntry> entries = wait.ended(pass.book()::latest).orElseGet(() -> strand.ask(wait));
        requireDecided(strand, group, entries);
        return received(strand, entries, events);
    }

    private List<String> names(Strand strand, AwaitGroup group, int count) {
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> Members.name(group.name(), i))
                .toList();
        pass.enter(strand, group.name());
        for (String name : names) {
            pass.enter(strand, name);
            pass.recall(strand, name, StepKind.WAIT);
        }
        return names;
    }

    private SignalWait wait(
            Strand strand, String name, EventSpec<?> event, @Nullable AwaitGroup group, @Nullable Instant deadline) {
        Await.ForSignal await = new Await.ForSignal(event.name(), event.key(), deadline, group);
        return new SignalWait(pass.tools().parts().store().signals(), strand, name, await);
    }

    private @Nullable Instant deadline(Duration timeout) {
        return Ticks.after(pass.tools().clock().now(), timeout);
    }

    /** Entries that were given up are part of the result only where another of them came instead. */
    private void requireDecided(Strand strand, AwaitGroup group, List<TimelineEntry> entries) {
        boolean decided =
                group.mode() == AwaitGroup.Mode.ANY && entries.stream().anyMatch(GroupWait::came);
        if (!decided) {
            entries.forEach(entry -> pass.passed(strand, entry));
        }
    }

    private ReceivedEvents received(Strand strand, List<TimelineEntry> entries, List<EventSpec<?>> events) {
        Map<EventSpec<?>, Object> received = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i);
            strand.passed(entry);
            Value payload = entry.data();
            if (payload != null) {
                received.put(events.get(i), read(entry.stepName(), payload, events.get(i)));
            }
        }
        return new ReceivedEvents(received);
    }

    /** A signal without a payload is an object without members to whoever wants something typed. */
    private Object read(String step, Value payload, EventSpec<?> event) {
        Values values = pass.tools().values();
        try {
            Object read = values.recall(payload, event.type());
            return read == null ? Objects.requireNonNull(values.recall(Value.EMPTY, event.type())) : read;
        } catch (Misfit e) {
            throw new StepFailed(
                    step,
                    "The payload of the event '%s' does not fit at %s: %s"
                            .formatted(event.name(), e.path(), e.getMessage()));
        }
    }
}
