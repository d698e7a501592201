package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.conformance.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of curl does what it says, on a server as {@code ./dwp serve} starts it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class ReadmeCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static List<String> blocks() throws IOException {
        String page = Files.readString(Path.of("..", "README.md"));
        String section = page.substring(page.indexOf("## Five minutes with curl"), page.indexOf("## In the browser"));
        return BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
    }

    private static String run(String commands) throws Exception {
        Process shell = new ProcessBuilder("sh", "-euc", commands)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), said);
        return said;
    }

    /** A stream goes on until somebody ends it: here after its first event. */
    private static String finite(String commands) {
        return commands.contains("curl -N") ? commands.strip() + " | sed '/^data:/q'" : commands;
    }

    @Test
    void everyCommandIsAnsweredWithAResponse() throws Exception {
        List<String> blocks = blocks();
        assertTrue(blocks.size() >= 5, "The README should show jobs, events, an explanation and a workflow.");
        try (ServerProcess server = ServerProcess.start(folder.resolve("log"), "--store", "memory")) {
            String address = server.uri().getHost() + ":" + server.uri().getPort();
            for (String block : blocks) {
                String said = run(finite(block.replace("localhost:8080", address)));
                assertTrue(!said.contains("\"type\":\"error\""), block + said);
                assertTrue(said.contains("\"type\":\"response\"") || said.contains("data: {"), block + said);
            }
        }
    }
}
