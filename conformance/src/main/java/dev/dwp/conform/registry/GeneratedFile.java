package dev.dwp.conform.registry;

/**
 * A file that is made from the registry.
 *
 * @param path from the root of the repository, with slashes
 * @param text all of it
 */
public record GeneratedFile(String path, String text) {}
