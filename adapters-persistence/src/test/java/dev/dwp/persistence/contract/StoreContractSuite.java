package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Store;
import org.junit.jupiter.api.Nested;

/** Every contract, run on one kind of store. */
public abstract class StoreContractSuite {
    /** An empty store that nobody else uses. */
    protected abstract Store open();

    @Nested
    class Committing extends CommitContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }

    @Nested
    class Refusing extends RefusalContract {
        @Override
        protected Store open() {
            return StoreContractSuite.this.open();
        }
    }
}
