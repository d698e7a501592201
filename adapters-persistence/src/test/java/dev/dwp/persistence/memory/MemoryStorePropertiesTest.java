package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Store;
import dev.dwp.persistence.contract.StoreProperties;

class MemoryStorePropertiesTest extends StoreProperties {
    @Override
    protected Store open() {
        return new MemoryStore();
    }
}
