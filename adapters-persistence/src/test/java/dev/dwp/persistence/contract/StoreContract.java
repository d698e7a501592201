package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.Driver.NOW;

import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens an empty store for each test and closes it afterwards. */
public abstract class StoreContract {
    /** The store under test. */
    protected Store store;

    /** Acts on it as services do. */
    protected Driver driver;

    /** The number that the log counts from. */
    private long base;

    /** An empty store that nobody else uses. */
    protected abstract Store open();

    /** The cursor of the {@code n}-th event. */
    protected final Cursor at(long n) {
        return new Cursor(base + n);
    }

    /** Counts the events up to a cursor. */
    protected final long count(Cursor cursor) {
        return cursor.n() - base;
    }

    @BeforeEach
    void openStore() {
        store = open();
        driver = new Driver(store, NOW);
        base = store.events().head().n();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }
}
