package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import java.io.IOException;
import java.util.Map;

/**
 * One connection of a dialogue, as the runner's side of it. What only the runner as a client does is refused, unless a link
 * says otherwise.
 */
interface Link extends AutoCloseable {
    /** What has come. */
    Inbox inbox();

    /** Opens it, with further header fields. */
    default void open(Map<String, String> headers) throws IOException, InterruptedException {
        throw Failure.skip("A client opens its connections itself.");
    }

    /** Opens it anew, and authenticates where the dialogue leaves that to the runner. */
    default void reconnect() throws IOException, InterruptedException {
        throw Failure.skip("A client opens its connections itself.");
    }

    /** Sends. */
    void send(Content content, Bindings bindings) throws IOException, InterruptedException;

    /** The id of the last frame sent that is answered; empty where it had none. */
    String lastId();

    /** Ends TCP, or the runner's direction of it. */
    void cut(boolean half) throws IOException;

    /** Reads nothing more, or reads again. */
    default void pause(boolean paused) {
        throw Failure.skip("The runner cannot read slowly as a server.");
    }

    @Override
    void close();
}
