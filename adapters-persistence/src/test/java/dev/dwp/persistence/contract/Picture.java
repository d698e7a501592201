package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that can be seen of a store, to be compared with what can be seen later. */
record Picture(
        List<Job> jobs,
        Map<JobState, Long> states,
        Map<QueueName, QueueDepth> depths,
        Set<QueueName> paused,
        List<WorkflowRun> runs,
        List<List<TimelineEntry>> timelines,
        List<CronState> crons,
        List<LoggedEvent> log) {

    static Picture of(Store store, Driver driver) {
        List<WorkflowRun> runs = driver.runs();
        return new Picture(
                driver.jobs(),
                store.jobs().countByState(Tenant.NONE),
                store.jobs().depths(Tenant.NONE),
                store.jobs().pausedQueues(),
                runs,
                runs.stream().map(run -> store.runs().timeline(run.id())).toList(),
                store.crons().all(),
                driver.log());
    }
}
