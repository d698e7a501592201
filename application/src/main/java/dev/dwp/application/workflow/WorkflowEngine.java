package dev.dwp.application.workflow;

import dev.dwp.application.port.in.ControlRun;
import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import java.time.Duration;

/**
 * Starts, runs, wakes and controls workflow runs (PROTOCOL §5, §6). The use cases work from the beginning; runs are taken up
 * between {@link #start} and {@link #stop}. Thread-safe.
 */
public final class WorkflowEngine {
    private final Tools tools;
    private final HeldRuns held = new HeldRuns();
    private final LeaseWatch leases;
    private final RunDispatcher dispatcher;
    private final RunReading reading;
    private final RunExplaining explaining;
    private final RunStarting starting;
    private final RunControl control;
    private final SignalPublishing publishing;

    /** Builds everything; nothing runs yet. */
    public WorkflowEngine(WorkflowEngineParts parts) {
        tools = Tools.of(parts);
        leases = new LeaseWatch(tools, held);
        dispatcher = new RunDispatcher(tools, held, leases::expect);
        reading = new RunReading(parts.store().runs());
        explaining = new RunExplaining(tools, reading, dispatcher, held);
        starting = new RunStarting(parts, dispatcher);
        control = new RunControl(tools, reading);
        publishing = new SignalPublishing(parts, reading);
    }

    /** {@code workflow.start}. */
    public StartWorkflow starting() {
        return starting;
    }

    /** {@code workflow.get} and {@code workflow.timeline}. */
    public GetRun reading() {
        return reading;
    }

    /** {@code workflow.explain}. */
    public ExplainRun explaining() {
        return explaining;
    }

    /** {@code workflow.list}. */
    public ListRuns listing() {
        return reading;
    }

    /** {@code workflow.cancel} and {@code workflow.replay}. */
    public ControlRun control() {
        return control;
    }

    /** {@code workflow.event}. */
    public PublishSignal publishing() {
        return publishing;
    }

    /** How many runs this node has taken up: those whose code runs here now. */
    public int heldRuns() {
        return held.count();
    }

    /** How many steps or pieces of workflow code ignored their interruption, and have not ended yet. */
    public int abandonedThreads() {
        return tools.threads().leftAlone().count();
    }

    /** Takes up runs from now on. */
    public void start() {
        leases.start();
        dispatcher.start();
    }

    /**
     * Takes up no more runs. Steps under way may end within the grace, but nothing new begins; what does not end is
     * interrupted. Whatever has not finished is given back, for another worker or the next start to go on with.
     */
    public void stop(Duration grace) throws InterruptedException {
        stop(grace, tools.threads().grace().multipliedBy(2).plusSeconds(1));
    }

    /** The same, with a bound on how long interrupted code may take to end. */
    public void stop(Duration grace, Duration tidying) throws InterruptedException {
        dispatcher.stop();
        held.end(Message.Notice.WIND_DOWN);
        if (!held.awaitNone(grace)) {
            held.end(Message.Notice.CUT);
            held.awaitNone(tidying);
        }
        leases.stop();
        tools.threads().close();
    }
}
