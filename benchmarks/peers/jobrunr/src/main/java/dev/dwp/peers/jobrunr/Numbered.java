package dev.dwp.peers.jobrunr;

import java.util.function.IntConsumer;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** A job that tells its number and does nothing else. Public, as JobRunr calls its handler from outside. */
public record Numbered(int number) implements JobRequest {

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Gives the numbers on. */
    public record Handler(IntConsumer numbers) implements JobRequestHandler<Numbered> {

        @Override
        public void run(Numbered job) {
            numbers.accept(job.number());
        }
    }
}
