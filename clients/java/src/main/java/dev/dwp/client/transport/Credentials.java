package dev.dwp.client.transport;

/** Gives the token to authenticate with: asked before each connection, and again before the token's end. May block. */
@FunctionalInterface
public interface Credentials {
    /** The token that is valid now; a failure counts as one of the connection. */
    String token() throws Exception;
}
