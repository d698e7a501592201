package dev.dwp.bootstrap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page that {@code help} prints. It is a resource, so that the script can show it before anything is built. */
public final class Usage {
    /** The page. */
    public static final String TEXT = read();

    private Usage() {}

    private static String read() {
        try (InputStream page = Usage.class.getResourceAsStream("usage.txt")) {
            if (page == null) {
                throw new IllegalStateException("The class path lacks dev/dwp/bootstrap/cli/usage.txt.");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
