package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails leaves nothing behind: what it had opened can be opened again in the same process. */
class FailedStartTest {
    @TempDir
    private Path folder;

    private DwpServer.Builder server() {
        return DwpServer.builder()
                .set("store", "sqlite:" + folder.resolve("dwp.db"))
                .port(0);
    }

    private void assertOpens() {
        try (DwpServer server = server().start()) {
            assertTrue(server.address().getPort() > 0);
        }
    }

    @Test
    void aPortThatIsTakenLeavesTheStoreFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DwpServer.Builder builder = server().port(taken.getLocalPort());
            assertThrows(StartFailure.class, builder::start);
            assertOpens();
        }
    }

    @Test
    void aCronEntryWithoutAHandlerLeavesTheStoreFree() {
        DwpServer.Builder builder = server().cron("nightly", "0 2 * * *", "no-such-job");
        assertThrows(IllegalArgumentException.class, builder::start);
        assertOpens();
    }

    @Test
    void anEngineWithoutTransportsLeavesTheStoreFreeToo() {
        String store = "sqlite:" + folder.resolve("dwp.db");
        Dispatch.Builder builder = Dispatch.builder().set("store", store).cron("nightly", "0 2 * * *", "no-such-job");
        assertThrows(IllegalArgumentException.class, builder::start);
        assertOpens();
    }
}
