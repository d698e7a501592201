package dev.dwp.conform.dialogue;

import java.time.Duration;
import java.util.Map;

/**
 * One line of a dialogue, with the indented ones that belong to it.
 *
 * @param line where it stands, from 1
 * @param source as it is written
 */
public record Step(int line, String source, Action action) {

    /** Something to do or to wait for. */
    public sealed interface Action {}

    /** {@code →} in a server's dialogue, {@code ←} in a client's: the runner sends. */
    public record Say(String connection, Content content, int times) implements Action {}

    /** {@code ←} in a server's dialogue, {@code →} in a client's: the other side must send. */
    public record Expect(String connection, Mode mode, Content content, int times) implements Action {}

    /** {@code → … until …}: asks again and again, until the answer fits. */
    public record Ask(String connection, Content.Frame question, Term answer) implements Action {}

    /** {@code ⚡}: opens a connection now, with further header fields. */
    public record Open(String connection, Map<String, Term> headers) implements Action {}

    /** {@code ↻}: opens it anew; in a client's dialogue, the client must come (back), or with {@code never} must not. */
    public record Reconnect(String connection, boolean never) implements Action {}

    /** {@code ✂}: ends TCP without a close frame; {@code ✂ half}: ends the runner's direction only. */
    public record Cut(String connection, boolean half) implements Action {}

    /** {@code ⏸}: reads nothing more; {@code ▶}: reads again. */
    public record Pause(String connection, boolean paused) implements Action {}

    /** {@code ⇄}: a ping and its pong; what comes before the pong waits for the lines that follow. */
    public record Barrier(String connection) implements Action {}

    /** {@code ⏱ 300 ms}: lets time pass. */
    public record Elapse(Duration duration) implements Action {}

    /** {@code ⏱ within 5 s}: the deadline of the next line that waits. */
    public record Within(Duration limit) implements Action {}

    /** {@code let $name = …}. */
    public record Let(String name, Term term) implements Action {}

    /** {@code ▷}: a command for the adapter of a client, or the keeper of a server, under a label. */
    public record Command(String label, Term command) implements Action {}

    /** {@code ◁}: the answer to the command of that label. */
    public record CommandAnswer(String label, Term answer) implements Action {}

    /** Which of the messages that come is meant. */
    public enum Mode {
        /** {@code ←}: the next. */
        NEXT,
        /** {@code ←~}: one among those that come; the others wait for later lines. */
        AMONG,
        /** {@code ←…}: the first that fits; those before it are dropped. */
        SKIPPING,
        /** {@code ←×}: none of those that have come. */
        NEVER
    }
}
