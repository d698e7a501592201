package dev.dwp.domain.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Refusals;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @Test
    @DisplayName("PROTOCOL §7.1: there are six kinds")
    void readsEveryKind() {
        assertEquals(new Channel.Jobs(), Channel.parse("jobs"));
        assertEquals(new Channel.Workflows(), Channel.parse("workflows"));
        assertEquals(new Channel.Firehose(), Channel.parse("firehose"));
    }

    @Property
    @Label("PROTOCOL §7.1: the channel of a job, of a run and of a queue is read as it was written")
    void readsWhatItWrites(
            @ForAll long id, @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 128) String queue) {
        String digits = Base32Id.encode(id, ~id);
        for (Channel channel : new Channel[] {
            new Channel.OneJob(new JobId("job_" + digits)),
            new Channel.OneRun(new RunId("run_" + digits)),
            new Channel.Queue(new QueueName(queue))
        }) {
            assertEquals(channel, Channel.parse(channel.text()));
        }
        assertEquals("job:job_" + digits, new Channel.OneJob(new JobId("job_" + digits)).text());
        assertEquals("workflow:run_" + digits, new Channel.OneRun(new RunId("run_" + digits)).text());
        assertEquals("queue:" + queue, new Channel.Queue(new QueueName(queue)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "job",
                "jobs:",
                "Jobs",
                "jobs ",
                "workflow",
                "workflows:x",
                "queue",
                "queues:x",
                "cron",
                "job:",
                "job:x",
                "job:run_00000000000000000000000000",
                "workflow:job_00000000000000000000000000",
                "queue:",
                "queue:a b",
                "firehose:all",
                "firehose,jobs"
            })
    @DisplayName("PROTOCOL §7.1: anything else is 400")
    void refusesAnythingElse(String text) {
        assertEquals(400, Refusals.of(() -> Channel.parse(text)).body().code());
    }

    @Property
    @Label("PROTOCOL §7.1: whatever is read is written the same, and what is not is refused in short")
    void readsNothingInTwoWays(@ForAll String text) {
        try {
            assertEquals(text, Channel.parse(text).text());
        } catch (Refusal refusal) {
            ErrorBody body = refusal.body();
            assertEquals(400, body.code());
            assertTrue(body.message().length() < 250, body.message());
        }
    }
}
