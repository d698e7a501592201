package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.Driver.NOW;

import dev.dwp.application.port.out.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens an empty store for each test and closes it afterwards. */
public abstract class StoreContract {
    /** The store under test. */
    protected Store store;

    /** Acts on it as services do. */
    protected Driver driver;

    /** An empty store that nobody else uses. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
        driver = new Driver(store, NOW);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }
}
