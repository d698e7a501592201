package dev.dwp.conform.runner;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A server that does one thing wrong is caught by a dialogue")
class BrokenServerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** A server that does not answer is waited for until then. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static ServerUnderTest right;

    @BeforeAll
    static void start() {
        right = new ServerUnderTest(Map.of());
    }

    @AfterAll
    static void stop() {
        right.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultIsCaught(Fault fault) throws IOException {
        try (BrokenServer broken = new BrokenServer(right.http(), Optional.of(fault))) {
            Failure caught = assertThrows(Failure.class, () -> run(broken, fault.caughtBy(), SHORT));
            assertFalse(caught.skips(), caught.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameDialoguePassesWhereThatIsRight(Fault fault) throws Exception {
        try (BrokenServer unbroken = new BrokenServer(right.http(), Optional.empty())) {
            run(unbroken, fault.caughtBy(), LONG);
        }
    }

    private static void run(BrokenServer server, String name, Duration patience)
            throws IOException, InterruptedException {
        Dialogue dialogue = DialogueLibrary.servers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Target target = ServerUnderTest.target(server.http(), patience);
        try (Conversation conversation =
                new Conversation(target, dialogue, Transport.WS, Encoding.JSON, FrameRules.ids())) {
            conversation.run();
        }
    }
}
