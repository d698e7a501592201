package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;

/** The version of a database's schema against that of this program. */
final class SchemaVersion {
    static final String NAME = "schema";

    private SchemaVersion() {}

    static Finding judge(int version) {
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
