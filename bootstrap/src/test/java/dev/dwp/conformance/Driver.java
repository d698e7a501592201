package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One way to ask the server something: a transport and a format. Answers are seen as JSON, whatever travelled. */
public interface Driver extends AutoCloseable {
    /** Sends a request frame under a token and returns the response or error frame that answers it. */
    JsonNode exchange(ObjectNode frame, String token) throws Exception;

    /** Whether the answers are bound to a session, on which channels can be followed. */
    boolean hasSession();

    @Override
    void close();
}
