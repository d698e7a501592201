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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The program as a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class MainProcessTest {
    private final Programs programs = new Programs();

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
