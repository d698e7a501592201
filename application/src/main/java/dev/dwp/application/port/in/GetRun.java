package dev.dwp.application.port.in;

import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;

/**
 * {@code workflow.get}, {@code workflow.timeline}, and the snapshot that a subscription to one run begins with (PROTOCOL
 * §5). Each throws a {@link dev.dwp.domain.frame.Refusal} 404 when the run does not exist for this caller.
 */
public interface GetRun {

    /** The run of that id. */
    WorkflowRun get(Caller caller, RunId id);

    /** The run of that id as of the head of the event log. */
    Snapshot<WorkflowRun> snapshot(Caller caller, RunId id);

    /** Every entry of its timeline, oldest first, those going on now included. */
    default List<TimelineEntry> timeline(Caller caller, RunId id) {
        return timeline(caller, id, 0, Integer.MAX_VALUE);
    }

    /** Entries of its timeline after a {@code seq}, oldest first, those going on now included. */
    List<TimelineEntry> timeline(Caller caller, RunId id, int afterSeq, int limit);
}
