package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.ChangesetProperties;

class PostgresChangesetPropertiesTest extends ChangesetProperties {
    @Override
    protected Store open() {
        return JdbcStores.postgres(PostgresServer.emptyDatabase(), Formats.JSON, new SupervisedThreads());
    }
}
