package dev.dwp.domain.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobSamples;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CronFiredTest {
    @Test
    @DisplayName("PROTOCOL §7.2: cron.fired names its entry and its job, on the firehose")
    void namesEntryAndJob() {
        CronFired fired = new CronFired("daily", JobSamples.ID, new Tenant("app", null));
        assertEquals(
                Value.struct()
                        .put("type", "cron.fired")
                        .put("topic", "cron:daily")
                        .put("entry_name", "daily")
                        .put("job_id", JobSamples.ID.text())
                        .put("scope_app_id", "app")
                        .build(),
                fired.data());
        assertEquals(List.of(new Channel.Firehose()), fired.channels());
    }

    @Test
    void isLoggedAsItIsSent() {
        CronFired fired = new CronFired("daily", JobSamples.ID, new Tenant("app", "org"));
        LoggedEvent logged = LoggedEvent.of(new Cursor(7), JobSamples.NOW, fired);
        assertEquals(
                new LoggedEvent(new Cursor(7), JobSamples.NOW, fired.tenant(), fired.channels(), fired.data()), logged);
    }
}
