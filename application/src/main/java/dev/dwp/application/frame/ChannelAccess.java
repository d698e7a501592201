package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.domain.channel.Channel;

/** Whether a channel exists for a caller: that of a job or run does when the job or run does (PROTOCOL §7.1). */
public final class ChannelAccess {
    private final UseCases useCases;

    /** Asks the use cases that read jobs and runs. */
    public ChannelAccess(UseCases useCases) {
        this.useCases = useCases;
    }

    /**
     * Looks the channel's job or run up.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller
     */
    public void check(Caller caller, Channel channel) {
        switch (channel) {
            case Channel.OneJob(var id) -> useCases.jobs().get().get(caller, id);
            case Channel.OneRun(var id) -> useCases.workflows().get().get(caller, id);
            case Channel.Jobs jobs -> {}
            case Channel.Workflows workflows -> {}
            case Channel.Firehose firehose -> {}
            case Channel.Queue queue -> {}
        }
    }
}
