package dev.dwp.application.workflow;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.handler.StepContext;
import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.Workflow;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Steps and compensations: code that is run until it has returned once or failed for the last time. */
final class Steps {
    private final Pass pass;

    Steps(Pass pass) {
        this.pass = pass;
    }

    /**
     * What to run.
     *
     * @param type what its result is read as
     */
    record Step(String name, StepKind kind, StepOptions options, Class<?> type, Callable<?> action) {}

    static Callable<?> returningNothing(Workflow.Action action) {
        return () -> {
            action.run();
            return Value.NULL;
        };
    }

    /**
     * The step's last entry, completed.
     *
     * @throws StepFailed when it failed
     */
    TimelineEntry run(Strand strand, Step step) {
        TimelineEntry entry = pass.recall(strand, step.name(), step.kind(), draft -> begin(strand, step, draft));
        while (!entry.state().ended()) {
            entry = entry.state() == EntryState.RUNNING
                    ? attempt(strand, step, entry)
                    : strand.ask(draft -> begin(strand, step, draft));
        }
        pass.passed(strand, entry);
        if (entry.state() == EntryState.FAILED) {
            throw new StepFailed(step.name(), Objects.requireNonNullElse(entry.error(), ""));
        }
        return entry;
    }

    /** The attempt to make now, or how the last one ended. */
    private Optional<TimelineEntry> begin(Strand strand, Step step, Draft draft) {
        Optional<TimelineEntry> latest = draft.latest(step.name());
        if (latest.isEmpty()) {
            return Optional.of(draft.begin(
                    strand, step.name(), step.kind(), place -> TimelineEntry.running(place, step.kind(), draft.now())));
        }
        TimelineEntry entry = latest.get();
        if (Deadlines.due(entry, draft)) {
            return Optional.of(draft.put(entry.begun(draft.now())));
        }
        return latest.filter(candidate -> candidate.state() != EntryState.WAITING);
    }

    private TimelineEntry attempt(Strand strand, Step step, TimelineEntry entry) {
        String what = "%s '%s' of %s".formatted(step.kind().wireName(), step.name(), entry.runId());
        StepAttempt attempt =
                new StepAttempt(pass.tools().threads(), what, () -> pass.labelled(intercepted(step, entry)));
        return switch (strand.run(attempt, step.options().timeout())) {
            case Outcome.Returned(var result) -> returned(strand, step, entry, result);
            case Outcome.Threw(var thrown) -> threw(strand, step, entry, thrown);
            case Outcome.Unwound() -> throw strand.unwind();
        };
    }

    private Callable<?> intercepted(Step step, TimelineEntry entry) {
        StepContext context = new StepContext(
                entry.runId(),
                pass.spec().name(),
                pass.spec().version(),
                step.name(),
                entry.attempt(),
                pass.spec().tenant(),
                pass.spec().traceparent());
        HandlerInterceptor.Call call = step.action()::call;
        List<HandlerInterceptor> outermostFirst =
                pass.tools().parts().handlers().interceptors();
        for (HandlerInterceptor interceptor : outermostFirst.reversed()) {
            HandlerInterceptor.Call inner = call;
            call = () -> interceptor.aroundStep(context, inner);
        }
        return call::proceed;
    }

    /**
     * What it returned has to be in a form in which it can be read, and be remembered before anything else of the run begins
     * or ends. The code goes on to what that is meanwhile, so that both are one commit; unless the run is to give its place up
     * here, if anywhere.
     */
    private TimelineEntry returned(Strand strand, Step step, TimelineEntry entry, @Nullable Object result) {
        Value value;
        try {
            value = pass.tools().values().remember(result);
            pass.tools().values().recall(value, step.type());
        } catch (RuntimeException | Error e) { // its accessors are the user's code
            return threw(strand, step, entry, e);
        }
        Ask<TimelineEntry> ask = ending(step, entry, draft -> draft.put(entry.completed(value, draft.now())));
        if (pass.placeIsWanted()) {
            return strand.finish(ask);
        }
        strand.write(ask);
        return entry.completed(value, pass.tools().clock().now());
    }

    /** A failed attempt, and the next one, which waits for the pause to end, if there is to be one. */
    private TimelineEntry threw(Strand strand, Step step, TimelineEntry entry, Throwable thrown) {
        String error = FailureText.of(thrown);
        boolean last = thrown instanceof PermanentFailure
                || entry.attempt() > step.options().retry().maxRetries();
        Duration pause = last
                ? Duration.ZERO
                : step.options()
                        .retry()
                        .delayBefore(entry.attempt(), pass.tools().parts().random());
        return strand.finish(ending(step, entry, draft -> {
            TimelineEntry failed = draft.put(entry.failed(error, draft.now()));
            Instant pauseEnds = Objects.requireNonNullElse(Ticks.after(draft.now(), pause), Ticks.NEVER);
            return last ? failed : draft.put(entry.next(draft.nextSeq(), pauseEnds, draft.now()));
        }));
    }

    /** Ends an attempt, once: what has been written of its end stays, also where nobody was told that it was. */
    private static Ask<TimelineEntry> ending(Step step, TimelineEntry entry, Function<Draft, TimelineEntry> ending) {
        return draft -> Optional.of(draft.latest(step.name())
                .filter(current -> !isSame(current, entry))
                .orElseGet(() -> ending.apply(draft)));
    }

    private static boolean isSame(TimelineEntry current, TimelineEntry entry) {
        return current.seq() == entry.seq() && current.state() == EntryState.RUNNING;
    }
}
