package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.ClosedLoop;
import dev.dwp.benchmarks.client.Dialogue;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Received;
import dev.dwp.benchmarks.client.Subscription;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Rounds;
import dev.dwp.benchmarks.figures.Variant;
import dev.dwp.benchmarks.machine.Archive;
import dev.dwp.benchmarks.machine.Backend;
import dev.dwp.benchmarks.machine.Bench;
import dev.dwp.benchmarks.machine.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the jobs that are stored cost those that come: each store has so many finished jobs, as many that wait for a node
 * with a handler for them, and as many events.
 */
public final class Growth implements Scenario {
    private static final int FINISHED = 0;
    private static final int WAITING = 1;
    private static final Pattern JOB_ID = Pattern.compile("job_[0-9a-z]+");

    @Override
    public Rounds run(Bench bench, Plan plan) throws Exception {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            List<Variant> variants = new ArrayList<>();
            for (Backend backend : plan.backends()) {
                Map<String, String> base = labels(backend, plan.stored().getFirst());
                for (int stored : plan.stored()) {
                    ServerProcess server = serve(bench, backend, stored);
                    servers.add(server);
                    Work work = new Work(bench, server, plan.jobs());
                    work.stream();
                    variants.add(new Variant(labels(backend, stored), base, () -> sample(work, server)));
                }
            }
            return Rounds.take(plan.rounds(), variants);
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private static Map<String, String> labels(Backend backend, int stored) {
        return Labels.of("store", backend, "finished, and as many waiting", "%,d".formatted(stored));
    }

    private static ServerProcess serve(Bench bench, Backend backend, int stored) throws Exception {
        String store = bench.emptyStore(backend);
        Map<String, String> environment = new HashMap<>(Work.environment());
        environment.put(Requests.ACCEPT_UNKNOWN, "true");
        try (ServerProcess server = bench.serve(store, environment)) {
            storeOneOfEach(server);
        }
        if (stored > 0) {
            try (Archive archive = Archive.open(backend, store)) {
                archive.copyJob("echo", FINISHED, stored);
                archive.copyJob(Requests.ELSEWHERE, WAITING, stored);
                archive.copyEvents(FINISHED, stored);
                archive.settle();
            }
        }
        return bench.serve(store, environment);
    }

    private static void storeOneOfEach(ServerProcess server) throws IOException {
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            JobCount count = new JobCount();
            Subscription.open(loop, "jobs", null, count);
            new ClosedLoop(loop, 1, 1, id -> Requests.enqueue(id, Requests.ELSEWHERE)).send(1, Waiting.LIMIT);
            new ClosedLoop(loop, 1, 1, id -> Requests.enqueue(id, "echo")).send(1, Waiting.LIMIT);
            loop.runUntil(() -> count.completed() == 1, Waiting.LIMIT);
        }
    }

    private static Figures sample(Work work, ServerProcess server) throws IOException {
        Figures figures = work.backlog();
        try (LoadLoop loop = new LoadLoop(server.uri())) {
            Queries queries = new Queries(loop, figures);
            queries.time("list", Requests.list("\"name\":\"echo\""));
            queries.time("list of a state", Requests.list("\"state\":\"pending\""));
            queries.time("list of nothing", Requests.list("\"name\":\"nothing\""));
            queries.time("explain", Requests.explain(idOfWaiting(loop)));
            queries.time("stats", Requests.stats());
        }
        return figures;
    }

    private static String idOfWaiting(LoadLoop loop) throws IOException {
        String list = new Dialogue(loop)
                .ask(List.of(Requests.list("\"state\":\"pending\"")), Received::toString)
                .getFirst();
        Matcher id = JOB_ID.matcher(list);
        if (!id.find()) {
            throw new IllegalStateException("No job waits: " + list);
        }
        return id.group();
    }
}
