package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.StoreContractSuite;

class PostgresStoreTest extends StoreContractSuite {
    @Override
    protected Store open() {
        return JdbcStores.postgres(PostgresServer.emptyDatabase(), Formats.JSON, new SupervisedThreads());
    }
}
