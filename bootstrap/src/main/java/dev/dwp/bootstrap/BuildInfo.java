package dev.dwp.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What this is.
 *
 * @param version of the project
 * @param commit that it was built from; {@code unknown} when the build did not say
 */
public record BuildInfo(String version, String commit) {

    /** As the build wrote it down. */
    public static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            properties.load(Objects.requireNonNull(in, "The build leaves a build.properties beside this class."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(properties.getProperty("version"), properties.getProperty("commit"));
    }

    /** As the answer to {@code auth} names it. */
    public String server() {
        return "dwp/" + version;
    }

    /** As a line for people. */
    @Override
    public String toString() {
        return "dwp %s (%s)".formatted(version, commit);
    }
}
