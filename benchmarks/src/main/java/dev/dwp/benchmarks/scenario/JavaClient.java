package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.ClientLoop;
import dev.dwp.benchmarks.client.KeyedLoop;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.CpuTime;
import dev.dwp.benchmarks.machine.ServerProcess;
import dev.dwp.client.ClientBuilder;
import dev.dwp.client.DwpClient;
import dev.dwp.client.JobRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many jobs a second the Java client enqueues on one connection, beside a driver that does as little as can be. */
public final class JavaClient implements Scenario {
    private static final int DEPTH = 64;
    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final double LEAST_RATIO = 0.8;
    private static final String RATE = "acknowledged/s";

    /** Keys of the bare driver; those of the client are its own. */
    private final AtomicLong keys = new AtomicLong();

    /** One way to enqueue. */
    @FunctionalInterface
    private interface Way {
        Figures sample(ServerProcess server, Duration time) throws Exception;
    }

    private record Order(String orderId, String customer, List<String> items, int cents, String note) {}

    @Override
    public List<Backend> possible() {
        return List.of(Backend.values());
    }

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        try (Servers servers = Servers.start(bench, plan, Map.of(Requests.ACCEPT_UNKNOWN, "true"))) {
            List<Variant> variants = new ArrayList<>();
            for (Backend backend : plan.backends()) {
                ServerProcess server = servers.on(backend);
                Map<String, String> bare = labels(backend, "bare driver", "json");
                add(variants, server, plan, bare, null, this::bare);
                for (String format : List.of("json", "msgpack")) {
                    add(variants, server, plan, labels(backend, "virtual threads", format), bare, blocking(format));
                    add(variants, server, plan, labels(backend, "futures", format), bare, chained(format));
                }
            }
            return Rounds.take(plan.rounds(), variants);
        }
    }

    private static Map<String, String> labels(Backend backend, String by, String format) {
        return Labels.of("store", backend, "by", by, "format", format);
    }

    private static void add(
            List<Variant> variants,
            ServerProcess server,
            Plan plan,
            Map<String, String> labels,
            @Nullable Map<String, String> base,
            Way way)
            throws Exception {
        way.sample(server, WARM_UP);
        variants.add(new Variant(labels, base, () -> way.sample(server, plan.sample())));
    }

    private Figures bare(ServerProcess server, Duration time) throws Exception {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            KeyedLoop client = new KeyedLoop(
                    loop, DEPTH, keys.get(), id -> Requests.enqueue(id, Requests.ELSEWHERE, KeyedLoop.KEY));
            client.begin();
            client.run(SETTLING);
            Use use = Use.start(server);
            Figures figures = use.figures(client.run(time));
            keys.set(client.finish(Waiting.LIMIT));
            return figures;
        }
    }

    private static Way blocking(String format) {
        return (server, time) -> {
            try (DwpClient client = connect(server, format);
                    ClientLoop loop = ClientLoop.blocking(client, DEPTH, JavaClient::job)) {
                return sample(server, loop, time);
            }
        };
    }

    private static Way chained(String format) {
        return (server, time) -> {
            try (DwpClient client = connect(server, format);
                    ClientLoop loop = ClientLoop.chained(client, DEPTH, JavaClient::job)) {
                return sample(server, loop, time);
            }
        };
    }

    private static Figures sample(ServerProcess server, ClientLoop loop, Duration time) throws InterruptedException {
        Thread.sleep(SETTLING);
        Use use = Use.start(server);
        long before = loop.answers();
        Thread.sleep(time);
        return use.figures(loop.answers() - before);
    }

    private static DwpClient connect(ServerProcess server, String format) {
        URI uri = URI.create(server.uri().toString().replaceFirst("^http", "ws") + "/dwp");
        ClientBuilder builder = DwpClient.builder(uri).token(LoadLoop.TOKEN);
        return (format.equals("msgpack") ? builder.msgpack() : builder).connect();
    }

    /** The same as the bare driver's. */
    private static JobRequest job() {
        return JobRequest.of(
                Requests.ELSEWHERE, new Order("A-10042", "c-77", List.of("tea", "cups"), 1999, "by the door"));
    }

    /** Time, and processor time of the server and of this process, since a moment. */
    private record Use(ServerProcess process, long startedAt, double server, double client) {
        static Use start(ServerProcess process) {
            return new Use(process, System.nanoTime(), process.cpuSeconds(), ownSeconds());
        }

        private static double ownSeconds() {
            return CpuTime.ofProcess(ProcessHandle.current().pid());
        }

        Figures figures(long done) {
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            double thousands = done / 1000.0;
            return new Figures()
                    .put(RATE, done / seconds)
                    .put("server CPU s/1000", (process.cpuSeconds() - server) / thousands)
                    .put("client CPU s/1000", (ownSeconds() - client) / thousands);
        }
    }

    @Override
    public List<String> faults(Rounds rounds, Plan plan) {
        List<String> faults = new ArrayList<>();
        rounds.samples().keySet().forEach(variant -> {
            double ratio = ratio(rounds, variant);
            if (ratio < LEAST_RATIO) {
                faults.add("%s: %.2f of the bare driver's rate, which is less than %.2f."
                        .formatted(variant.labels(), ratio, LEAST_RATIO));
            }
        });
        return faults;
    }

    private static double ratio(Rounds rounds, Variant variant) {
        return rounds.samples().keySet().stream()
                .filter(other -> other.labels().equals(variant.base()))
                .mapToDouble(base -> rate(rounds, variant) / rate(rounds, base))
                .findFirst()
                .orElse(1);
    }

    private static double rate(Rounds rounds, Variant variant) {
        return rounds.medians(variant).getOrDefault(RATE, Double.NaN);
    }
}
