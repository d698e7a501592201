package dev.dwp.application.job;

/**
 * How busy a worker is.
 *
 * @param concurrency how many jobs it runs at a time
 * @param running how many it runs
 * @param abandoned handlers that go on although they were interrupted long ago; when they are more than
 *     {@code concurrency}, the worker takes no jobs
 */
public record WorkerLoad(int concurrency, int running, int abandoned) {

    /** Whether it takes no more jobs because too many handlers ignored that they were interrupted. */
    public boolean choked() {
        return abandoned > concurrency;
    }

    /** Whether it has no place for another job now. */
    public boolean full() {
        return choked() || running >= concurrency;
    }
}
