package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Somebody of another tenant who goes on with ordinary requests, one after the other on one connection, whatever happens. */
final class Bystander implements AutoCloseable {
    static final String SLOWEST = "slowest ms";
    static final String REFUSED = "refused";

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int OK = 200;
    private static final String FRAME = """
            {"id":"1","method":"job.enqueue","data":{"name":"echo","payload":{"order_id":"A-10042","cents":1999}}}""";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    Bystander(URI server) {
        request = HttpRequest.newBuilder(server.resolve("/dwp/rpc"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer other-token")
                .POST(HttpRequest.BodyPublishers.ofString(FRAME))
                .build();
    }

    /** Goes on for so long. */
    Figures work(Duration time) throws InterruptedException {
        Latencies latencies = new Latencies();
        int refused = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            refused += answered() ? 0 : 1;
            latencies.add(System.nanoTime() - begin);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new Figures()
                .put("requests", latencies.count())
                .put("answer", latencies)
                .put(SLOWEST, latencies.percentile(1))
                .put(REFUSED, refused);
    }

    private boolean answered() throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
