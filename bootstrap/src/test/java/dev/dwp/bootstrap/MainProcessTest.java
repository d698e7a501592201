package dev.dwp.bootstrap;

import static dev.dwp.bootstrap.Programs.exitCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class MainProcessTest {
    private final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        return programs.start(arguments);
    }

    @AfterEach
    void endWhatIsLeft() {
        programs.close();
    }

    @Test
    void stopsInGoodOrderOnSigterm() throws Exception {
        Process server = start("serve", "--store", "memory", "--port", "0");
        BufferedReader out = server.inputReader();
        String ready = out.readLine();
        assertTrue(ready.matches("ready on http://127\\.0\\.0\\.1:[0-9]+"), ready);
        URI address = URI.create(ready.substring("ready on ".length()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("/nothing/here")).build();
            assertEquals(
                    404,
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }

        server.toHandle().destroy(); // not the process itself, which would close the streams, too

        assertEquals(0, exitCode(server));
        assertEquals("stopping", server.errorReader().lines().toList().getLast());
    }

    @Test
    void turnsUnreadyBeforeItStopsAndASecondSigtermEndsItAtOnce() throws Exception {
        Process server = start(
                "serve",
                "--store",
                "memory",
                "--port",
                "0",
                "--config",
                Files.writeString(folder.resolve("a"), "server.shutdown-grace=1h\nserver.drain-delay=30m")
                        .toString());
        URI address = URI.create(server.inputReader().readLine().substring("ready on ".length()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready =
                    HttpRequest.newBuilder(address.resolve("/health/ready")).build();
            signal(server, "HUP");
            assertEquals(200, status(client, ready));
            signal(server, "TERM");
            while (status(client, ready) == 200) {
                Thread.onSpinWait();
            }
            assertEquals(503, status(client, ready));
            signal(server, "TERM");
            assertEquals(1, exitCode(server));
        }
    }

    private static int status(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Test
    void aPortThatIsTakenIsASentenceAndNotAStackTrace() throws Exception {
        Process first = start("serve", "--store", "memory", "--port", "0");
        String port = first.inputReader().readLine().replaceAll(".*:", "");

        Process second = start("serve", "--store", "memory", "--port", port);

        assertEquals(1, exitCode(second));
        List<String> lines = second.errorReader().lines().toList();
        assertTrue(lines.getLast().startsWith("Port " + port + " of 127.0.0.1 is taken"), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.contains("\tat ")), lines::toString);
    }

    @Test
    void wrongUsageExitsWith2() throws Exception {
        assertEquals(2, exitCode(start("serve", "--prot", "1")));
    }
}
