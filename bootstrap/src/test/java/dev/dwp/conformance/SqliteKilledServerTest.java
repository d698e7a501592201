package dev.dwp.conformance;

class SqliteKilledServerTest extends KilledServerCases {
    @Override
    String store() {
        return "sqlite:" + folder.resolve("dwp.db");
    }
}
