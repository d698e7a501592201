package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Bindings;
import dev.dwp.conform.dialogue.Content;
import java.io.IOException;
import java.util.Map;

/** One connection of a dialogue, as the runner's side of it. */
interface Link extends AutoCloseable {
    /** What has come. */
    Inbox inbox();

    /** Opens it, with further header fields. */
    void open(Map<String, String> headers) throws IOException, InterruptedException;

    /** Opens it anew, and authenticates where the dialogue leaves that to the runner. */
    void reconnect() throws IOException, InterruptedException;

    /** Sends. */
    void send(Content content, Bindings bindings) throws IOException, InterruptedException;

    /** The id of the last frame sent that is answered; empty where it had none. */
    String lastId();

    /** Ends TCP, or the runner's direction of it. */
    void cut(boolean half) throws IOException;

    /** Reads nothing more, or reads again. */
    void pause(boolean paused);

    @Override
    void close();
}
