package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Request;

/** What the benchmarks ask of the server. */
final class Requests {
    /** Lets a server accept jobs that it has no handler for: they wait, and cost no work beside their storing. */
    static final String ACCEPT_UNKNOWN = "DWP_JOBS_ACCEPT_UNKNOWN";

    /** The name of a job that no server here has a handler for. */
    static final String ELSEWHERE = "elsewhere";

    private static final String PAYLOAD = """
            {"order_id":"A-10042","customer":"c-77","items":["tea","cups"],"cents":1999,"note":"by the door"}""";

    private Requests() {}

    /** A job with a payload of some hundred bytes. */
    static byte[] enqueue(int id, String job) {
        return Request.of(id, "job.enqueue", """
                {"name":"%s","payload":%s}""".formatted(job, PAYLOAD));
    }

    /** The same with an idempotency key. */
    static byte[] enqueue(int id, String job, String key) {
        return Request.of(id, "job.enqueue", """
                {"name":"%s","payload":%s,"key":"%s"}""".formatted(job, PAYLOAD, key));
    }

    /** A job whose handler does nothing, without a payload. */
    static byte[] echo(int id) {
        return Request.of(id, "job.enqueue", """
                {"name":"echo"}""");
    }

    /** A job that goes first and keeps a worker for an hour. */
    static byte[] occupy(int id) {
        return Request.of(id, "job.enqueue", """
                {"name":"sleep","payload":{"ms":3600000},"timeout_ms":7200000,"priority":9}""");
    }

    static byte[] sleep(int id, long millis) {
        return Request.of(id, "job.enqueue", """
                {"name":"sleep","payload":{"ms":%d}}""".formatted(millis));
    }

    static byte[] cancel(int id, String job) {
        return Request.of(id, "job.cancel", """
                {"job_id":"%s"}""".formatted(job));
    }

    static byte[] orderPipeline(int id) {
        return Request.of(id, "workflow.start", """
                {"name":"order-pipeline","input":{"order_id":"A-10042","items":["tea","cups"]}}""");
    }

    /** A page of 50; the filter is a member of a JSON object. */
    static byte[] list(String filter) {
        return Request.of(0, "job.list", """
                {"limit":50,%s}""".formatted(filter));
    }

    static byte[] explain(String job) {
        return Request.of(0, "job.explain", """
                {"job_id":"%s"}""".formatted(job));
    }

    static byte[] stats() {
        return Request.of(0, "stats", "{}");
    }
}
