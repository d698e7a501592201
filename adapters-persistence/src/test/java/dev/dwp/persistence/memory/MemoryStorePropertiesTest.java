package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Store;
import dev.dwp.persistence.contract.Operation;
import dev.dwp.persistence.contract.StoreProperties;
import dev.dwp.persistence.jdbc.Formats;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class MemoryStorePropertiesTest extends StoreProperties {
    @Override
    protected Store open() {
        return new MemoryStore(Formats.JSON);
    }

    /** More often than on other stores: it costs so little here. */
    @Override
    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    @Label("A store of jobs does what the simplest one does, whatever is done to it")
    protected void agreesWithItsModel(@ForAll("operations") List<Operation> operations) {
        super.agreesWithItsModel(operations);
    }
}
