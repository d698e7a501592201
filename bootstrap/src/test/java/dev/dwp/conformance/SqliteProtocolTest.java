package dev.dwp.conformance;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteProtocolTest extends ProtocolCases {
    @TempDir
    static Path folder;

    @Override
    String store() {
        return "sqlite:" + folder.resolve("dwp.db");
    }
}
