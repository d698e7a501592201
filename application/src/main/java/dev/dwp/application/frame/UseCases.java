package dev.dwp.application.frame;

import dev.dwp.application.port.in.AwaitEnd;
import dev.dwp.application.port.in.CancelJob;
import dev.dwp.application.port.in.ControlRun;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.EnqueueJobs;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.in.GetStats;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.in.ListHandlers;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.in.OperateQueues;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;

/** Everything that a frame can ask for. */
public record UseCases(Jobs jobs, Workflows workflows, Operations operations, AwaitEnd ends) {

    /** {@code job.*}. */
    public record Jobs(
            EnqueueJob enqueue,
            EnqueueJobs enqueueMany,
            GetJob get,
            CancelJob cancel,
            ExplainJob explain,
            ListJobs list) {}

    /** {@code workflow.*}. */
    public record Workflows(
            StartWorkflow start,
            GetRun get,
            ExplainRun explain,
            ListRuns list,
            ControlRun control,
            PublishSignal publish) {}

    /** {@code stats}, {@code cron.*}, {@code dlq.*}, {@code queue.*} and {@code handler.list}. */
    public record Operations(
            GetStats stats, ListCrons crons, DeadLetters deadLetters, OperateQueues queues, ListHandlers handlers) {}
}
