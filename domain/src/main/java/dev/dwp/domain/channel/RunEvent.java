package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.time.Elapsed;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a workflow run.
 *
 * @param kind what
 * @param run the run afterwards
 * @param entry the entry of its timeline that this is about
 */
public record RunEvent(
        RunEventType kind, WorkflowRun run, @Nullable TimelineEntry entry) implements DomainEvent {

    /** The events that tell of a change; a claim, a suspension and the beginning of a step or a parallel are not told. */
    public static List<RunEvent> tellOf(RunChange change) {
        return kindOf(change)
                .map(kind -> List.of(new RunEvent(kind, change.run(), change.entry())))
                .orElse(List.of());
    }

    private static Optional<RunEventType> kindOf(RunChange change) {
        return switch (change.action()) {
            case START, REPLAY -> Optional.of(RunEventType.STARTED);
            case COMPLETE -> Optional.of(RunEventType.COMPLETED);
            case FAIL -> Optional.of(RunEventType.FAILED);
            case CANCEL -> Optional.of(RunEventType.CANCELLED);
            case ADVANCE -> Optional.ofNullable(change.entry()).flatMap(RunEvent::kindOf);
            case CLAIM, SUSPEND, RELEASE, REQUEST_CANCEL, ROLL_BACK -> Optional.empty();
        };
    }

    private static Optional<RunEventType> kindOf(TimelineEntry entry) {
        return switch (entry.state()) {
            case COMPLETED -> Optional.of(RunEventType.STEP_COMPLETED);
            case FAILED -> Optional.of(RunEventType.STEP_FAILED);
            case WAITING -> entry.awaits() == null ? Optional.empty() : Optional.of(RunEventType.WAITING);
            case RUNNING, CANCELLED -> Optional.empty();
        };
    }

    @Override
    public String type() {
        return kind.wireName();
    }

    @Override
    public Tenant tenant() {
        return run.spec().tenant();
    }

    @Override
    public List<Channel> channels() {
        return List.of(new Channel.Workflows(), new Channel.Firehose(), new Channel.OneRun(run.id()));
    }

    @Override
    public Value.Struct data() {
        return Value.struct()
                .put("type", type())
                .put("topic", new Channel.OneRun(run.id()).text())
                .put("run_id", run.id().text())
                .put("name", run.spec().name())
                .put("state", run.state().wireName())
                .put("scope_app_id", tenant().appId())
                .put("scope_org_id", tenant().orgId())
                .put("step_name", entry == null ? null : entry.stepName())
                .put("elapsed_ms", elapsed())
                .put("error", entry == null ? run.error() : entry.error())
                .put("final", run.state().finished() ? Value.of(true) : null)
                .build();
    }

    private @Nullable Duration elapsed() {
        if (entry == null) {
            Instant end = run.completedAt();
            return end == null ? null : Elapsed.between(run.startedAt(), end);
        }
        Instant end = entry.completedAt();
        return end == null ? null : Elapsed.between(entry.startedAt(), end);
    }
}
