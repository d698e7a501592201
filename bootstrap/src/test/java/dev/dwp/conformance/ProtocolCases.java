package dev.dwp.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The cases under {@code conformance/}, each over RPC and WebSocket, in JSON and msgpack, on one kind of store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProtocolCases {
    private static final List<String> FILES = List.of("frames.json", "jobs.json", "workflows.json", "tenants.json");
    private TestServer server;
    private List<Driver> drivers;

    /** What {@code store} is set to. */
    abstract String store() throws Exception;

    @BeforeAll
    void start() throws Exception {
        server = TestServer.start(Map.of("store", store()));
        drivers = List.of(
                new RpcDriver(server.uri(), Wire.JSON),
                new RpcDriver(server.uri(), Wire.MSGPACK),
                new WebSocketDriver(server.uri(), Wire.JSON),
                new WebSocketDriver(server.uri(), Wire.MSGPACK));
    }

    @AfterAll
    void stop() {
        drivers.forEach(Driver::close);
        server.close();
    }

    @TestFactory
    Stream<DynamicContainer> holds() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String file : FILES) {
            cases.addAll(Case.read(file));
        }
        return drivers.stream()
                .map(driver -> DynamicContainer.dynamicContainer(
                        driver.toString(),
                        cases.stream()
                                .filter(one -> one.runsOver(driver))
                                .map(one -> DynamicTest.dynamicTest(one.toString(), () -> one.run(driver, server)))));
    }
}
