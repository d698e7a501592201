package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One step that brings a database to what the code expects. Steps only go forward; what was released is never edited.
 * Immutable.
 *
 * @param version from 1, without gaps
 * @param name of its file
 */
public record Migration(int version, String name) {
    /** Every step, for both databases, in order. */
    public static final List<Migration> ALL = List.of(new Migration(1, "0001_tables"));

    /** An index that only databases have which were made before anything was released. */
    public static final String EARLIER_INDEX = "dwp_job_finished";

    /** What to do with such a database; its name comes before it. */
    public static final String EARLIER =
            "is of a form from before the first release, which this server cannot read; it was left as it is. "
                    + "Let the server that made it work off what is in it, then begin with an empty database.";

    /** The version that the code expects. */
    public static int latest() {
        return ALL.getLast().version();
    }

    /**
     * Its statements.
     *
     * @param dialect {@code sqlite} or {@code postgres}
     */
    public String text(String dialect) {
        String resource = "%s/%s.sql".formatted(dialect, name);
        try (InputStream in = Migration.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The migration %s is not on the class path.".formatted(resource));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
