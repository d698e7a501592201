package dev.dwp.conform.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("This server keeps every rule that a dialogue tells, in both formats")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerDialoguesTest {
    private static final String SMALL_LOG = "small-log";
    private static final String AUTH_IN_TIME = "4.1-auth-must-come-in-time";
    private static final Set<String> FORMATS = Set.of("json", "msgpack");

    private ServerUnderTest server;
    private ServerUnderTest withSmallLog;
    /** Waits for auth for a short time only, which no other dialogue should have to keep. */
    private ServerUnderTest impatient;

    private ServerKeeper keeper;

    @BeforeAll
    void start(@TempDir Path folder) {
        keeper = new ServerKeeper(folder);
        server = new ServerUnderTest(Map.of());
        withSmallLog = new ServerUnderTest(Map.of("events.retain", "100"));
        impatient = new ServerUnderTest(Map.of("server.auth-timeout", "1s"));
    }

    @AfterAll
    void stop() {
        server.close();
        withSmallLog.close();
        impatient.close();
        keeper.close();
    }

    @TestFactory
    Stream<DynamicTest> holds() throws IOException {
        ServerRun run = new ServerRun(server.target(), Level.FULL, FORMATS, Set.of());
        ServerRun soon = new ServerRun(impatient.target(), Level.FULL, FORMATS, Set.of());
        ServerRun kept = new ServerRun(keeper.target(), Level.FULL, FORMATS, Set.of());
        ServerRun small = new ServerRun(withSmallLog.target(), Level.FULL, FORMATS, Set.of(SMALL_LOG));
        return DialogueLibrary.servers().stream()
                .map(dialogue -> DynamicTest.dynamicTest(
                        "PROTOCOL §" + String.join(", §", dialogue.sections()) + " " + dialogue.title(),
                        () -> holds(
                                dialogue.name().equals(AUTH_IN_TIME)
                                        ? soon
                                        : dialogue.needs().contains(SMALL_LOG)
                                                ? small
                                                : dialogue.needs().contains(Dialogue.KEEPER) ? kept : run,
                                dialogue)));
    }

    private static void holds(ServerRun run, Dialogue dialogue) throws InterruptedException {
        for (CaseResult result : run.run(dialogue)) {
            assertEquals(CaseResult.Outcome.PASSED, result.outcome(), result.name() + "\n" + result.detail());
        }
    }
}
