package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.session.Tenant;
import java.util.List;

/** A cron entry made a job. */
public record CronFired(String entryName, JobId jobId, Tenant tenant) implements DomainEvent {

    @Override
    public String type() {
        return "cron.fired";
    }

    @Override
    public List<Channel> channels() {
        return List.of(new Channel.Firehose());
    }

    @Override
    public Value.Struct data() {
        return Value.struct()
                .put("type", type())
                .put("topic", "cron:" + entryName)
                .put("entry_name", entryName)
                .put("job_id", jobId.text())
                .put("scope_app_id", tenant.appId())
                .put("scope_org_id", tenant.orgId())
                .build();
    }
}
