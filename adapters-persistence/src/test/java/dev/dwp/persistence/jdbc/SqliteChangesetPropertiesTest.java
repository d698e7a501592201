package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.ChangesetProperties;
import dev.dwp.persistence.contract.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class SqliteChangesetPropertiesTest extends ChangesetProperties {
    private Path folder;
    private int files;

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("dwp");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path); // a store that closes deletes its own log
            }
        }
    }

    @Override
    protected Store open() {
        Path file = folder.resolve(++files + ".db");
        return JdbcStores.sqlite(file, Formats.JSON, InstantSource.fixed(Driver.NOW), new SupervisedThreads());
    }
}
