package dev.dwp.conform.dialogue;

/**
 * A connection of a dialogue.
 *
 * @param name what its lines begin with; empty for the one that needs none
 * @param token which of the runner's tokens it presents: {@code token}, {@code other}, {@code read}, {@code ops}
 * @param raw the dialogue authenticates by itself
 * @param slow with receive buffers so small that a peer notices when nothing is read
 */
public record ConnectionSpec(String name, Transport transport, String token, boolean raw, boolean slow) {}
