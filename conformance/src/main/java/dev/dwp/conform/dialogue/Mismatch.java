package dev.dwp.conform.dialogue;

/**
 * Where a value parts from its pattern.
 *
 * @param path the place within the value: {@code $.data.state}
 */
public record Mismatch(String path, String expected, String got) {
    @Override
    public String toString() {
        return path + ": expected " + expected + ", got " + got;
    }
}
