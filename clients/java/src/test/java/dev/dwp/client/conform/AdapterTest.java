package dev.dwp.client.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.demo.DemoHandlers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter answers the runner's commands, here against the real server. */
class AdapterTest {
    @ParameterizedTest
    @CsvSource({"ws, json", "ws, msgpack", "http, json"})
    void answersEachCommand(String scheme, String format) throws Exception {
        Process adapter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adapter.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (DwpServer server = DwpServer.builder()
                        .module(new DemoHandlers())
                        .apiKey("demo-token", "demo-user", DemoHandlers.TENANT, "*")
                        .port(0)
                        .start();
                PrintStream commands = new PrintStream(adapter.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader answers = adapter.inputReader(StandardCharsets.UTF_8)) {
            Runner runner = new Runner(commands, answers);
            String url =
                    "%s://localhost:%d/dwp".formatted(scheme, server.address().getPort());
            runner.ask("'op':'connect','url':'%s','token':'demo-token','format':'%s'".formatted(url, format));
            String job = runner.ask("'op':'enqueue','name':'echo','payload':{'n':9007199254740993}")
                    .path("ok")
                    .path("job_id")
                    .asText();
            JsonNode ended = runner.ask("'op':'job','job_id':'%s','wait_ms':60000".formatted(job))
                    .path("ok");
            assertEquals(9007199254740993L, ended.path("result").path("n").asLong());
            String stream = runner.ask("'op':'subscribe','channel':'job:%s','after':'oldest'".formatted(job))
                    .path("ok")
                    .path("stream")
                    .asText();
            JsonNode event = runner.ask("'op':'next','stream':'%s'".formatted(stream))
                    .path("ok")
                    .path("event");
            assertEquals("job.enqueued", event.path("data").path("type").asText());
            assertTrue(event.path("id").asText().startsWith("evt-"));
            String watch = runner.ask("'op':'watch','target':'%s'".formatted(job))
                    .path("ok")
                    .path("stream")
                    .asText();
            assertEquals(
                    "completed",
                    runner.ask("'op':'outcome','stream':'%s'".formatted(watch))
                            .path("ok")
                            .path("state")
                            .asText());
            assertEquals("not_found", runner.kind("'op':'enqueue','name':'no-such-job'"));
            assertEquals("bad_request", runner.kind("'op':'call','method':'job.get','data':{'job_id':'x'}"));
            assertEquals("unsupported", runner.kind("'op':'dance'"));
            runner.ask("'op':'close'");
            assertEquals("closed", runner.kind("'op':'stats'"));
        }
        assertEquals(0, adapter.waitFor(), "It ends with its input.");
    }

    private static final class Runner {
        private final PrintStream commands;
        private final BufferedReader answers;
        private int id;

        Runner(PrintStream commands, BufferedReader answers) {
            this.commands = commands;
            this.answers = answers;
        }

        JsonNode ask(String members) throws IOException {
            id++;
            commands.println(("{'id':" + id + "," + members + "}").replace('\'', '"'));
            JsonNode answer = Adapter.JSON.readTree(answers.readLine());
            assertEquals(id, answer.path("id").asInt());
            return answer;
        }

        String kind(String members) throws IOException {
            return ask(members).path("error").path("kind").asText();
        }
    }
}
