package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;

/** What a client can subscribe to (PROTOCOL §7.1). */
public sealed interface Channel {

    /** As frames name it. */
    String text();

    /**
     * Reads a channel's name.
     *
     * @throws Refusal 400 when there is no such channel or the id in it is malformed
     */
    static Channel parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon + 1)) {
            case "jobs" -> new Jobs();
            case "workflows" -> new Workflows();
            case "firehose" -> new Firehose();
            case "job:" -> new OneJob(new JobId(rest));
            case "workflow:" -> new OneRun(new RunId(rest));
            case "queue:" -> new Queue(new QueueName(rest));
            default ->
                throw Refusal.badRequest(
                        "There is no channel '%s'; use jobs, workflows, firehose, job:<job_id>, workflow:<run_id> or queue:<name>."
                                .formatted(Excerpt.of(text)));
        };
    }

    /** Events of all jobs. */
    record Jobs() implements Channel {
        @Override
        public String text() {
            return "jobs";
        }
    }

    /** Events of all workflow runs. */
    record Workflows() implements Channel {
        @Override
        public String text() {
            return "workflows";
        }
    }

    /** Every event. */
    record Firehose() implements Channel {
        @Override
        public String text() {
            return "firehose";
        }
    }

    /** Events of one job. */
    record OneJob(JobId id) implements Channel {
        @Override
        public String text() {
            return "job:" + id;
        }
    }

    /** Events of one workflow run. */
    record OneRun(RunId id) implements Channel {
        @Override
        public String text() {
            return "workflow:" + id;
        }
    }

    /** Events of the jobs of one queue. */
    record Queue(QueueName name) implements Channel {
        @Override
        public String text() {
            return "queue:" + name;
        }
    }
}
