package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;

/** The version of a database's schema against that of this program. */
final class SchemaVersion {
    static final String NAME = "schema";

    private SchemaVersion() {}

    /**
     * Compares.
     *
     * @param earlier whether there is an index from before the first release
     */
    static Finding judge(int version, boolean earlier) {
        if (earlier) {
            return Finding.fail(
                    NAME,
                    "it is of a form from before the first release, which this program cannot read",
                    "Let the server that made it work off what is in it, then begin with an empty database.");
        }
        int expected = Migration.latest();
        if (version < expected) {
            return Finding.fail(
                    NAME, "version %d, and this program expects %d".formatted(version, expected), "Run: dwp migrate");
        }
        if (version > expected) {
            return Finding.fail(
                    NAME,
                    "version %d, and this program knows versions up to %d".formatted(version, expected),
                    "Use a newer dwp.");
        }
        return Finding.ok(NAME, "version %d, as this program expects".formatted(version));
    }
}
