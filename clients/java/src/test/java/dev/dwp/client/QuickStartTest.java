package dev.dwp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.client.error.NotFoundException;
import dev.dwp.client.model.EnqueuedJob;
import dev.dwp.client.model.Event;
import dev.dwp.client.model.Job;
import dev.dwp.client.model.StartedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's Java is what is compiled and run here, to the letter. */
class QuickStartTest {
    private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARKED =
            Pattern.compile("// README: (?!end)\\w+\n(.*?)\\s*// README: end", Pattern.DOTALL);

    private static String printed(Consumer<TestServer> example) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (TestServer server = TestServer.start()) {
            example.accept(server);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    private static String printedBy(Consumer<DwpClient> example) {
        return printed(server -> {
            try (DwpClient client = DwpClient.connect(server.uri("ws"), TestServer.TOKEN)) {
                example.accept(client);
            }
        });
    }

    @Test
    void showsWhatIsRunHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/dwp/client/QuickStartTest.java"));
        Set<String> run = blocks(MARKED, source);
        Set<String> shown = blocks(SHOWN, Files.readString(Path.of("README.md")));
        assertEquals(6, shown.size());
        assertEquals(run, shown);
    }

    /** Blocks without the indentation that they stand in; the address is that of a server as it starts by itself. */
    private static Set<String> blocks(Pattern pattern, String text) {
        Set<String> blocks = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .forEach(block -> blocks.add(block.group(1)
                        .stripTrailing()
                        .stripIndent()
                        .strip()
                        .replace("server.uri(\"ws\")", "URI.create(\"ws://localhost:8080/dwp\")")));
        return blocks;
    }

    @Test
    void enqueuesAJob() {
        String printed = printed(server -> {
            // README: job
            record Mail(String to, String subject) {}

            record Sent(boolean sent, String to) {}

            try (DwpClient client = DwpClient.connect(server.uri("ws"), "demo-token")) {
                EnqueuedJob mail = client.enqueue("send-email", new Mail("ada@example.com", "Hello"));
                Job done = client.await(mail.jobId(), Duration.ofMinutes(1));
                System.out.println(done.state() + " " + done.result(Sent.class));
            }
            // README: end
        });
        assertEquals("COMPLETED Sent[sent=true, to=ada@example.com]", printed);
    }

    @Test
    void watchesAWorkflow() {
        String printed = printedBy(client -> {
            // README: watch
            StartedRun order = client.start("order-pipeline", Map.of("order_id", "A-1", "items", List.of("lamp")));
            try (Watch watch = client.watch(order.runId())) {
                for (Event event : watch) {
                    System.out.println(event.type() + " " + event.stepName());
                }
                System.out.println(watch.outcome().succeeded());
            }
            // README: end
        });
        assertTrue(printed.endsWith("true"), printed);
    }

    @Test
    void watchesAJobFromItsFirstEvent() {
        String printed = printedBy(client -> {
            // README: first
            try (Watch watch = client.enqueueAndWatch(JobRequest.of("count", Map.of("to", 3)))) {
                for (Event event : watch) {
                    System.out.println(event.type());
                }
            }
            // README: end
        });
        assertTrue(printed.startsWith("job.enqueued") && printed.endsWith("job.completed"), printed);
    }

    @Test
    void readsTheFirehose() {
        String printed = printedBy(client -> {
            client.enqueue("echo", 1);
            // README: firehose
            try (Subscription events = client.subscribe("firehose", SubscribeOptions.fromOldest())) {
                for (Event event : events) {
                    System.out.println(event.cursor() + " " + event.type());
                    if (event.isFinal()) {
                        break;
                    }
                }
            }
            // README: end
        });
        assertTrue(printed.endsWith("job.completed"), printed);
    }

    @Test
    void usesFutures() {
        printedBy(client -> {
            // README: futures
            CompletableFuture<Job> later = client.enqueueAsync(JobRequest.of("echo", "hello")
                            .withQueue("slow")
                            .withDelay(Duration.ofMillis(100))
                            .withKey("greeting-1"))
                    .thenCompose(job -> client.awaitAsync(job.jobId(), Duration.ofMinutes(1)));
            // README: end
            assertEquals("hello", later.orTimeout(1, TimeUnit.MINUTES).join().result(String.class));
        });
    }

    @Test
    void tellsFailuresApart() {
        record Mail(String to, String subject) {}

        String printed = printedBy(client -> {
            // README: failure
            try {
                client.enqueue("send-emial", new Mail("ada@example.com", "Hello"));
            } catch (NotFoundException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
            // README: end
            assertThrows(NotFoundException.class, () -> client.enqueue("send-emial", null));
        });
        assertTrue(printed.startsWith("404 ") && printed.contains("send-email"), printed);
    }
}
