package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Store;
import dev.dwp.persistence.contract.StoreContractSuite;
import dev.dwp.persistence.jdbc.Formats;

class MemoryStoreTest extends StoreContractSuite {
    @Override
    protected Store open() {
        return new MemoryStore(Formats.JSON);
    }
}
