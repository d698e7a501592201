package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.EventLogContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The log where every read goes to the database, as with a server that follows what others commit. */
class StoredEventsTest {
    private static Store forgetful(Database database) {
        return new JdbcStore(database, Formats.JSON, new RecentEvents(1, 0), new SupervisedThreads()).start();
    }

    @Nested
    class InPostgres extends EventLogContract {
        @Override
        protected Store open() {
            PostgresUrl url = new PostgresUrl(PostgresServer.emptyDatabase());
            return forgetful(new PostgresDatabase(url, new PostgresOpening(url).run()));
        }
    }

    @Nested
    class InSqlite extends EventLogContract {
        @TempDir
        Path folder;

        @Override
        protected Store open() {
            SqliteFile file = SqliteFile.take(folder.resolve("dwp.db"));
            SqliteDatabase database = new SqliteDatabase(file);
            new SqliteOpening(database, file.path()).run(InstantSource.fixed(Driver.NOW));
            return forgetful(database);
        }
    }
}
