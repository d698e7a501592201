package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server, each in text and in JSON, with the effect of each flag. */
class CommandsTest {
    private static ServerUnderTest server;

    @TempDir
    private Path home;

    private Shell shell;

    @BeforeAll
    static void start() throws IOException {
        server = ServerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        shell = new Shell(home).with("DWP_URL", server.url());
    }

    private Shell.Result ok(String... line) {
        return code(0, line);
    }

    private Shell.Result code(int code, String... line) {
        Shell.Result result = shell.run(line);
        assertEquals(code, result.code(), () -> List.of(line) + "\n" + result.out() + result.err());
        return result;
    }

    private String enqueued(String... more) {
        String[] line = new String[more.length + 2];
        line[0] = "job";
        line[1] = "enqueue";
        System.arraycopy(more, 0, line, 2, more.length);
        return ok(line).field("job_id");
    }

    private JsonNode job(String id) {
        return ok("job", "get", id).json();
    }

    // Jobs

    @Test
    void anEnqueuedJobIsOneObjectWithTheProtocolsNames() {
        Shell.Result result = ok("job", "enqueue", "echo", "{\"a\":1.50}");

        assertEquals(1, result.lines().size());
        assertEquals("default", result.field("queue"));
        assertTrue(result.field("job_id").startsWith("job_"));
        assertEquals("", result.err());
        assertTrue(ok("job", "wait", result.field("job_id")).out().contains("\"result\":{\"a\":1.5"));
    }

    @Test
    void eachFlagOfEnqueueReachesTheJob() {
        String later = Instant.now()
                .plus(Duration.ofDays(300))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        JsonNode job = job(enqueued(
                "echo",
                "5",
                "--queue",
                "mail",
                "--priority",
                "7",
                "--run-at",
                later,
                "--max-retries",
                "9",
                "--time-limit",
                "90s",
                "--key",
                "k-1"));

        assertEquals("mail", job.path("queue").asText());
        assertEquals(7, job.path("priority").asInt());
        assertEquals(Instant.parse(later), Instant.parse(job.path("run_at").asText()));
        assertEquals(9, job.path("max_retries").asInt());
        assertEquals(90_000, job.path("timeout_ms").asInt());
        assertEquals("k-1", job.path("key").asText());
        assertEquals(5, job.path("payload").asInt());
        assertEquals(job.path("id").asText(), enqueued("echo", "5", "--key", "k-1"));
        Instant due = Instant.parse(
                job(enqueued("echo", "--delay", "1h")).path("run_at").asText());
        assertTrue(due.isAfter(Instant.now().plusSeconds(3000)), due.toString());
    }

    @Test
    void backoffSaysHowLongAFailedJobPauses() {
        String id = enqueued("flaky", "{\"fail_times\":1}", "--backoff", "first=1h,factor=2,max=2h,jitter=0");
        ok("watch", id, "--after", "oldest", "--until", "count=3");

        JsonNode job = job(id);
        assertEquals("retrying", job.path("state").asText());
        Instant due = Instant.parse(job.path("run_at").asText());
        assertTrue(due.isAfter(Instant.now().plusSeconds(3000)), due.toString());
        assertTrue(
                code(2, "job", "enqueue", "echo", "--backoff", "frist=1s").err().contains("'frist=1s'"));
    }

    @Test
    void waitingForACompletedJobIsZeroAndForAFailedOneIsOne() {
        Shell.Result done = ok("job", "enqueue", "echo", "\"hello\"", "--wait");
        assertEquals("completed", done.field("state"));
        assertEquals("hello", done.field("result"));
        assertTrue(done.err().startsWith("enqueued job_"), done.err());

        Shell.Result failed = code(1, "job", "enqueue", "flaky", "{\"fail_times\":9}", "--max-retries", "0", "--wait");
        assertEquals("failed", failed.field("state"));
        assertEquals("failed", code(1, "job", "wait", failed.field("id")).field("state"));
    }

    @Test
    void aWaitThatTakesTooLongIsSeven() {
        String id = enqueued("echo", "--delay", "1h");
        Shell.Result result = code(7, "job", "wait", id, "--timeout", "200ms");

        assertEquals("", result.out());
        assertTrue(result.err().contains(id + " has not ended within 200ms"), result.err());
    }

    @Test
    void standardInputIsReadForADashAloneAndFilesForAnAt() throws IOException {
        shell.reading("{\"from\":\"stdin\"}");
        assertEquals(
                "stdin",
                ok("job", "enqueue", "echo", "-", "--wait")
                        .json()
                        .at("/result/from")
                        .asText());

        Path file = Files.writeString(home.resolve("p.json"), "[1,2]");
        assertEquals(
                2,
                ok("job", "enqueue", "echo", "@" + file, "--wait")
                        .json()
                        .at("/result/1")
                        .asInt());

        shell.reading(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("Standard input was read.");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return read();
            }
        });
        ok("job", "enqueue", "echo");
        ok("stats");
    }

    @Test
    void linesAreJobsOfTheirOwn() {
        shell.reading("{\"to\":1}\n\n{\"to\":2}\n{\"to\":3}\n");
        assertEquals(3, ok("job", "enqueue", "count", "-", "--lines").lines().size());

        shell.reading("{\"to\":1}\n{\"to\":\"x\"}\n");
        Shell.Result some = code(2, "job", "enqueue", "count", "-", "--lines");
        assertEquals(1, some.lines().size());
        assertFalse(some.err().isEmpty());

        shell.reading("{\"to\":1}\n{\"to\":\"x\"}\n");
        assertEquals(
                "",
                code(2, "job", "enqueue", "count", "-", "--lines", "--atomic").out());
    }

    @Test
    void listsAreFilteredAndPagedAndOneObjectALine() {
        String queue = "listed-" + System.nanoTime();
        String one = enqueued("echo", "--queue", queue, "--delay", "1h", "--key", queue);
        String two = enqueued("count", "{\"to\":1}", "--queue", queue, "--delay", "1h");

        assertEquals(2, ok("job", "list", "--queue", queue).lines().size());
        assertEquals(
                1, ok("job", "list", "--queue", queue, "--name", "echo").lines().size());
        assertEquals(1, ok("job", "list", "--key", queue).lines().size());
        assertEquals(
                0,
                ok("job", "list", "--queue", queue, "--state", "running")
                        .lines()
                        .size());
        assertEquals(
                2,
                ok("job", "list", "--queue", queue, "--created-after", "10m")
                        .lines()
                        .size());
        assertEquals(
                0,
                ok("job", "list", "--queue", queue, "--created-before", "10m")
                        .lines()
                        .size());
        assertEquals(
                2,
                ok("job", "list", "--queue", queue, "--created-before", "2099-01-01T00:00:00Z")
                        .lines()
                        .size());

        Shell.Result page = ok("job", "list", "--queue", queue, "--limit", "1");
        assertEquals(two, page.lines().getFirst().path("id").asText());
        String cursor = page.err().replaceAll("(?s).*--cursor (\\S+),.*", "$1");
        Shell.Result next = ok("job", "list", "--queue", queue, "--limit", "1", "--cursor", cursor);
        assertEquals(one, next.lines().getFirst().path("id").asText());
        assertEquals(
                2,
                ok("job", "list", "--queue", queue, "--limit", "1", "--all")
                        .lines()
                        .size());

        assertTrue(ok("job", "list", "--queue", queue, "-o", "json").json().isArray());
        List<String> table =
                ok("job", "list", "--queue", queue, "-o", "text").out().lines().toList();
        assertEquals(3, table.size());
        assertTrue(table.getFirst().matches("ID +NAME +QUEUE +STATE +CREATED +ERROR"), table.getFirst());
    }

    @Test
    void cancellingSaysWhatBecameOfEach() {
        String id = enqueued("sleep", "{\"ms\":60000}");
        assertEquals("cancelled", ok("job", "cancel", id).field("status"));
        assertEquals("cancelled", code(1, "job", "wait", id).field("state"));

        String done = ok("job", "enqueue", "echo", "--wait").field("id");
        Shell.Result conflict = code(5, "job", "cancel", id, done);
        assertEquals(409, conflict.lines().get(1).at("/error/code").asInt());
        assertTrue(code(5, "job", "cancel", done, "-o", "text").err().contains(done));
    }

    @Test
    void explainSaysWhyAJobDoesNotRun() {
        String id = enqueued("echo", "--delay", "1h");
        assertEquals(
                "scheduled",
                ok("job", "explain", id).json().at("/reasons/0/code").asText());
        assertTrue(ok("job", "explain", id, "-o", "text").out().contains("scheduled"));
    }

    // Runs

    @Test
    void aRunIsStartedToldWhatItWaitsForAndWaitedFor() {
        String order = "ORD-" + System.nanoTime();
        Shell.Result started = ok("run", "start", "await-payment", "{\"order_id\":\"" + order + "\"}", "--key", order);
        String run = started.field("run_id");
        assertEquals("running", started.field("state"));
        assertEquals(
                run,
                ok("run", "start", "await-payment", "{\"order_id\":\"" + order + "\"}", "--key", order)
                        .field("run_id"));
        ok("watch", run, "--after", "oldest", "--until", "count=2");
        assertEquals(
                "waiting_event",
                ok("run", "explain", run).json().at("/reasons/0/code").asText());

        Shell.Result sent = ok("run", "send", "payment-received", "{\"amount\":5}", "--key", order, "--dedup", order);
        Shell.Result again = ok("run", "send", "payment-received", "{\"amount\":5}", "--key", order, "--dedup", order);
        assertEquals(sent.field("event_id"), again.field("event_id"));

        Shell.Result ended = ok("run", "wait", run);
        assertEquals(5, ended.json().at("/output/payment/amount").asInt());
        assertEquals(run, ok("run", "get", run).field("id"));
        assertEquals(run, ok("run", "list", "--key", order).field("id"));
        assertEquals(
                0,
                ok("run", "list", "--key", order, "--state", "failed").lines().size());
        assertEquals(
                0, ok("run", "list", "--key", order, "--name", "nap").lines().size());
        assertEquals(
                0,
                ok("run", "list", "--key", order, "--created-before", "10m")
                        .lines()
                        .size());
        assertEquals(
                1,
                ok("run", "list", "--key", order, "--created-after", "10m", "--limit", "1")
                        .lines()
                        .size());
    }

    @Test
    void anEventCanBeForOneRunByFlagOrByItsPlace() {
        String one =
                ok("run", "start", "await-payment", "{\"order_id\":\"same\"}").field("run_id");
        String two =
                ok("run", "start", "await-payment", "{\"order_id\":\"same\"}").field("run_id");
        ok("run", "send", "payment-received", "{\"amount\":2}", "--run", two);
        ok("run", "send", one, "payment-received", "{\"amount\":1}");

        assertEquals(
                1, ok("run", "wait", one).json().at("/output/payment/amount").asInt());
        assertEquals(
                2, ok("run", "wait", two).json().at("/output/payment/amount").asInt());
        code(2, "run", "send", one, "payment-received", "--run", two);
    }

    @Test
    void aTimelineIsATreeWithDurationsAndItsEntriesAreLines() {
        Shell.Result failed =
                code(1, "run", "start", "booking-saga", "{\"trip_id\":\"T\",\"fail_at\":\"reserve-car\"}", "--wait");
        String run = failed.field("id");

        List<String> tree =
                ok("run", "timeline", run, "-o", "text").out().lines().toList();
        assertTrue(tree.getFirst().startsWith("booking-saga  " + run + "  failed"), tree.getFirst());
        assertTrue(
                tree.stream().anyMatch(line -> line.matches("├─ reserve-hotel  completed  \\d+ms.*")), tree::toString);
        assertTrue(tree.contains("└─ compensations"), tree::toString);
        assertTrue(tree.getLast().startsWith("   └─ "), tree::toString);

        List<JsonNode> entries = ok("run", "timeline", run).lines();
        long first = entries.getFirst().path("seq").asLong();
        assertEquals(
                entries.size() - 1,
                ok("run", "timeline", run, "--after-seq", Long.toString(first))
                        .lines()
                        .size());

        assertEquals(
                "running", ok("run", "replay", run, "--from", "reserve-car").field("state"));
        code(1, "run", "wait", run);
        assertEquals(4, code(4, "run", "replay", run, "--from", "nothing").code());
        assertTrue(code(2, "run", "replay", run).err().contains("--from"));
    }

    @Test
    void aCancelledRunIsOne() {
        String run = ok("run", "start", "nap", "{\"ms\":600000}").field("run_id");
        assertEquals("cancelled", ok("run", "cancel", run).field("status"));
        assertEquals("cancelled", code(1, "run", "wait", run).field("state"));
    }

    // Events

    @Test
    void watchEndsWithAJobAndSaysFromWhereToGoOn() {
        String id = enqueued("count", "{\"to\":2}");
        Shell.Result result = ok("watch", id, "--after", "oldest");

        List<JsonNode> events = result.lines();
        assertEquals("job.enqueued", events.getFirst().at("/data/type").asText());
        assertEquals("job.completed", events.getLast().at("/data/type").asText());
        assertEquals("job:" + id, events.getFirst().path("channel").asText());
        String cursor = events.getLast().path("id").asText();
        assertTrue(result.err().contains("--after " + cursor), result.err());

        String next = events.get(1).path("id").asText();
        assertEquals(
                events.subList(2, events.size()),
                ok("watch", id, "--after", next).lines());
        assertTrue(ok("watch", id, "--after", "oldest", "-o", "text").out().contains("job.completed"));
    }

    @Test
    void watchOfWhatHasEndedEndsAtOnceWithItsExitCode() {
        String failed = code(1, "job", "enqueue", "flaky", "{\"fail_times\":9}", "--max-retries", "0", "--wait")
                .field("id");
        assertEquals("", code(1, "watch", failed).out());
        assertEquals(
                "",
                ok("watch", ok("job", "enqueue", "echo", "--wait").field("id"), "--until", "final")
                        .out());
    }

    @Test
    void watchEndsAfterACountWhenIdleOrWhenItsTimeHasPassed() {
        enqueued("echo", "--queue", "watched");
        assertEquals(
                1,
                ok("watch", "jobs", "--after", "oldest", "--until", "count=1")
                        .lines()
                        .size());
        assertTrue(ok("watch", "queue:watched", "--after", "oldest", "--until", "idle")
                        .lines()
                        .size()
                >= 3);
        assertEquals("", code(7, "watch", "queue:silent", "--timeout", "300ms").out());
        assertTrue(code(2, "watch", "jobs", "--until", "never").err().contains("'never'"));
        assertTrue(code(2, "watch", "jbos").err().contains("did you mean 'jobs'"));
        code(2, "watch", "jobs", "--after", "evt-999999999999999999");
        code(4, "watch", "job_00000000000000000000000000");
    }

    // The server

    @Test
    void deadLettersAreListedPutBackAndRemoved() {
        String queue = "dead-" + System.nanoTime();
        String[] fails = {
            "job", "enqueue", "flaky", "{\"fail_times\":1}", "--max-retries", "0", "--queue", queue, "--wait"
        };
        String one = code(1, fails).field("id");
        String two = code(1, fails).field("id");
        assertEquals(2, ok("dlq", "list", "--queue", queue).lines().size());
        assertEquals(
                0, ok("dlq", "list", "--queue", queue, "--name", "echo").lines().size());
        assertTrue(ok("dlq", "list", "--queue", queue, "-o", "text").out().startsWith("ID"));

        assertEquals("pending", ok("dlq", "replay", one).field("state"));
        code(1, "job", "wait", one);
        assertEquals(
                2,
                ok("dlq", "purge", "--all", "--queue", queue, "--name", "flaky")
                        .lines()
                        .size());
        code(4, "job", "get", two);
        assertEquals(0, ok("dlq", "replay", "--all", "--queue", queue).lines().size());
        assertTrue(code(2, "dlq", "purge").err().contains("--all"));
        code(2, "dlq", "purge", one, "--all");
        code(2, "dlq", "replay", one, "--queue", queue);
        code(4, "dlq", "purge", two);
    }

    @Test
    void queuesArePausedByAnOperatorAlone() {
        assertTrue(code(3, "queue", "pause", "slow").err().contains("operator"));
        assertTrue(ok("queue", "pause", "slow", "--token", "ops-token")
                .json()
                .path("paused")
                .asBoolean());
        assertTrue(ok("queue", "list", "--token", "ops-token", "--all").lines().stream()
                .anyMatch(queue -> queue.path("queue").asText().equals("slow")));
        assertEquals(
                "slow  running\n",
                ok("queue", "resume", "slow", "--token", "ops-token", "-o", "text")
                        .out());
    }

    @Test
    void theServerSaysWhatItHas() {
        assertEquals("daily-cleanup", ok("cron", "list").field("name"));
        assertTrue(ok("handlers").lines().stream()
                .anyMatch(one -> one.path("name").asText().equals("echo")));
        assertTrue(ok("handlers", "-o", "text").out().contains("order-pipeline"));
        assertTrue(ok("stats").json().has("uptime_ms"));
        assertTrue(ok("stats", "-o", "text").out().contains("store memory"));
    }

    @Test
    void anyMethodCanBeCalled() {
        assertEquals(
                "pending",
                ok("rpc", "job.enqueue", "{\"name\":\"echo\",\"delay_ms\":60000}")
                        .field("state"));
        assertTrue(ok("rpc", "stats", "-o", "json").out().startsWith("{\n"));
        assertTrue(code(2, "rpc", "job.gett", "{}").err().contains("job.get"));
        assertTrue(code(2, "rpc", "stats", "[1]").err().contains("[1]"));
        shell.reading("{\"limit\":1}");
        assertTrue(ok("rpc", "job.list", "-").json().path("jobs").isArray());
    }

    @Test
    void topLooksAsOftenAsItIsTold() {
        assertEquals(3, ok("top", "--count", "3", "--interval", "100ms").lines().size());
        assertTrue(ok("top", "-o", "text").out().contains("connections"));
        assertTrue(code(2, "top", "--interval", "1ms").err().contains("1ms"));
    }

    @Test
    void benchDrawsItsBarTenTimesASecondAtMost() {
        long begin = System.nanoTime();
        Shell.Result result = shell.onTerminal().run("bench", "--jobs", "500");
        long tenths = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 100;

        assertEquals(0, result.code(), result.err());
        int drawn = result.err().split("bench \\[", -1).length - 1;
        assertTrue(drawn > 0 && drawn <= tenths + 1, drawn + " times in tenths of a second: " + tenths);
    }

    @Test
    void benchMeasuresAndItsFlagsSayWhat() {
        JsonNode report = ok("bench", "--jobs", "20", "--depth", "4").json();
        assertEquals(20, report.path("jobs").asInt());
        assertEquals(4, report.path("depth").asInt());
        assertEquals(0, report.path("failed").asInt());
        assertTrue(report.at("/enqueue_us/p99").asLong() > 0);

        String queue = "bench-" + System.nanoTime();
        ok("bench", "{\"to\":1}", "--jobs", "2", "--name", "count", "--queue", queue, "-o", "text");
        assertEquals(
                2,
                ok("job", "list", "--queue", queue, "--name", "count").lines().size());
        code(2, "bench", "{\"to\":\"x\"}", "--jobs", "2", "--name", "count");
        code(7, "bench", "{\"ms\":60000}", "--jobs", "1", "--name", "sleep", "--timeout", "500ms");
    }

    // Which server, and who asks

    @Test
    void aWrongTokenIsThreeAndNeverShown() {
        Shell.Result result = code(3, "stats", "--token", "wrong-secret");
        assertFalse((result.out() + result.err()).contains("wrong-secret"));
        shell.with("DWP_TOKEN", "wrong-secret");
        code(3, "stats");
        ok("stats", "--token", "demo-token");
        code(3, "job", "enqueue", "echo", "--token", "read-token");
        assertEquals(
                4,
                code(4, "job", "get", enqueuedByDemo(), "--token", "other-token")
                        .code());
    }

    private String enqueuedByDemo() {
        return ok("job", "enqueue", "echo", "--token", "demo-token").field("job_id");
    }

    @Test
    void noServerIsSixWithASentenceThatSaysWhatToDo() {
        Shell.Result result = code(6, "stats", "--url", "http://localhost:1/dwp", "--timeout", "2s");
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("--url"), result.err());
    }

    @Test
    void webSocketDoesTheSame() {
        shell.with("DWP_URL", server.url().replace("http:", "ws:"));
        String id = ok("job", "enqueue", "count", "{\"to\":2}", "--wait").field("id");
        assertTrue(ok("watch", id, "--after", "oldest").lines().size() >= 3);
    }

    @Test
    void contextsAreSavedForTheirOwnerAloneAndShowNoToken() throws IOException {
        ok("context", "add", "mine", "--url", server.url(), "--token", "read-token");
        shell.reading("ops-token\n");
        ok("context", "add", "ops", "--url", server.url(), "--token", "-");
        Path file = home.resolve(".config/dwp/contexts.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        Shell.Result list = ok("context", "list");
        assertEquals(
                List.of(true, false),
                list.lines().stream()
                        .map(one -> one.path("current").asBoolean())
                        .toList());
        assertFalse((list.out() + ok("context", "list", "-o", "text").out()).contains("-token"));

        shell.with("DWP_URL", "");
        code(3, "job", "enqueue", "echo");
        ok("queue", "resume", "any", "--context", "ops");
        ok("context", "use", "ops");
        ok("queue", "resume", "any");
        assertTrue(code(2, "context", "use", "opps").err().contains("did you mean 'ops'"));
        assertTrue(code(2, "stats", "--context", "no").err().contains("'no'"));
    }

    @Test
    void aSavedTokenGoesToNoOtherServer() {
        ok("context", "add", "mine", "--url", "http://example.invalid/dwp", "--token", "ops-token");
        Shell.Result result = code(3, "queue", "resume", "any");
        assertTrue(result.err().contains("operator"), "On this server, the demo's token is used: " + result.err());
    }

    @Test
    void configurationIsWhereXdgSaysAndABrokenFileIsSaid() throws IOException {
        shell.with("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        ok("context", "add", "mine", "--url", server.url());
        Path file = home.resolve("xdg/dwp/contexts.json");
        assertTrue(Files.exists(file));
        Files.writeString(file, "{");
        assertTrue(code(2, "stats").err().contains(file.toString()));
    }

    // How lines are read

    @Test
    void wrongInputIsOneSentenceThatNamesTheValueAndTheFix() {
        for (List<String> line : List.of(
                List.of("jbo", "job"),
                List.of("job gett", "job get"),
                List.of("job list --stat x", "--state"),
                List.of("job list --state compleated", "'completed'"),
                List.of("job list --limit many", "'many'"),
                List.of("job list --limit 0", "1 to 1000"),
                List.of("job enqueue echo {to:5}", "{to:5}"),
                List.of("job enqueue echo @/no/such", "'/no/such'"),
                List.of("job enqueue echo --delay 5", "'5'"),
                List.of("job enqueue echo --delay 1s --run-at 2099-01-01T00:00:00Z", "--run-at"),
                List.of("job enqueue echo --run-at tomorrow", "'tomorrow'"),
                List.of("job enqueue echo 1 2", "'2'"),
                List.of("job enqueue", "<name>"),
                List.of("job get", "<job id>"),
                List.of("job list --created-after yesterday", "'yesterday'"),
                List.of("stats -o xml", "'xml'"),
                List.of("stats --timeout soon", "'soon'"),
                List.of("stats --url ftp://x", "'ftp://x'"),
                List.of("stats --url", "--url"),
                List.of("completion tcsh", "'tcsh'"),
                List.of("job", "enqueue"))) {
            Shell.Result result = code(2, line.getFirst().split(" "));
            assertEquals("", result.out());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(line.get(1)), result.err());
        }
    }

    @Test
    void flagsOfEveryCommandMayStandBeforeIt() {
        assertTrue(ok("-o", "text", "stats").out().contains("connections"));
        assertTrue(ok("--output=json", "stats").out().startsWith("{\n"));
    }

    @Test
    void helpIsThereForEverything() {
        assertTrue(ok("help").out().contains("Exit codes"));
        assertTrue(ok("job", "--help").out().contains("dwp job enqueue <name>"));
        assertTrue(ok("help", "job", "enqueue").out().contains("--priority <n>"));
        assertTrue(ok("job", "enqueue", "-h").out().contains("Examples:"));
        assertTrue(ok("version").out().contains("\"version\""));
        assertTrue(ok("--version", "-o", "text").out().startsWith("dwp "));
    }

    // Terminals

    @Test
    void aTerminalGetsColouredTextAndAPipeGetsNone() {
        assertFalse(ok("stats").out().contains("\u001b"));
        shell.onTerminal();
        assertTrue(ok("stats").out().contains("\u001b[1m"));
        assertFalse(ok("stats", "--no-color").out().contains("\u001b"));
        shell.with("NO_COLOR", "1");
        assertFalse(ok("stats").out().contains("\u001b"));
    }

    @Test
    void aTerminalSeesProgressThatIsGoneAtTheEnd() {
        shell.onTerminal();
        Shell.Result result = ok("job", "enqueue", "count", "{\"to\":3,\"step_ms\":400}", "--wait");
        assertTrue(result.err().contains("█") && result.err().contains("%"), result.err());
        assertTrue(result.err().endsWith("\r\u001b[K"), result.err());
        assertNotEquals("", result.out());
    }

    @Test
    void textThatIsWiderThanItsLettersKeepsColumnsInPlace() {
        String key = "漢字-" + System.nanoTime();
        enqueued("echo", "--key", key);
        String id = enqueued(
                "flaky", "{\"fail_times\":1,\"message\":\"漢字 😀 " + "語".repeat(400) + "\"}", "--max-retries", "0");
        code(1, "job", "wait", id);
        shell.onTerminal(60).with("NO_COLOR", "1");
        List<String> lines = ok("job", "list", "--state", "failed", "--limit", "1")
                .out()
                .lines()
                .toList();
        String error = lines.getLast().substring(lines.getFirst().indexOf("ERROR"));
        assertTrue(error.endsWith("…") && error.length() <= 8, error);
        assertFalse(error.codePoints().anyMatch(point -> Character.isSurrogate((char) point)), error);
    }

    @Test
    void whatATerminalWouldObeyIsShownAndNotSent() {
        String id = ok("job", "enqueue", "echo", "\"\\u001b[31mred\\u0007\"", "--wait")
                .field("id");
        shell.onTerminal().with("NO_COLOR", "1");
        String shown = ok("job", "get", id).out();
        assertTrue(shown.contains("?[31mred?"), shown);
        assertFalse(shown.contains("\u001b"), shown);
    }

    @Test
    void aVeryLongTextIsShownInPartAndIsWholeAsJson() {
        String id = shell.reading("\"" + "x".repeat(100_000) + "\"")
                .run("job", "enqueue", "echo", "-")
                .field("job_id");
        assertTrue(ok("job", "get", id).out().length() > 100_000);
        shell.onTerminal();
        String shown = ok("job", "get", id).out();
        assertTrue(shown.length() < 20_000 && shown.contains("100000 characters; -o json has all"), shown);
    }

    @Test
    void inputThatIsNoJsonIsNamedByWhereItCameFrom() throws IOException {
        shell.reading("\u0000\u0001 not JSON");
        String err = code(2, "job", "enqueue", "echo", "-").err();
        assertTrue(err.startsWith("The payload, from standard input, is not JSON ("), err);
        assertFalse(err.contains("\u0000"), err);
        Path file = Files.writeString(home.resolve("broken.json"), "{");
        err = code(2, "job", "enqueue", "echo", "@" + file).err();
        assertTrue(err.startsWith("The payload, from the file '" + file + "', is not JSON ("), err);
    }

    @Test
    void aDumbTerminalGetsTopAsLines() {
        shell.onTerminal().with("TERM", "dumb").with("NO_COLOR", "1");
        String shown = ok("top", "--count", "1").out();
        assertFalse(shown.contains("\u001b"), shown);
        assertTrue(shown.contains("connections"), shown);
    }
}
