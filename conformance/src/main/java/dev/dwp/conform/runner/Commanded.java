package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;

/**
 * Does what a dialogue commands, outside the conversation: the adapter of a client, the keeper of a server. The dialogue's
 * thread uses it.
 */
interface Commanded {
    /** Sends a command, an object with {@code op}, and tells the number under which it is answered. */
    int send(JsonNode command) throws IOException;

    /** Waits for the answer to a command: {@code ok} or {@code error}; throws {@link Failure} where none comes in time. */
    JsonNode answer(int id, Duration limit) throws InterruptedException;
}
