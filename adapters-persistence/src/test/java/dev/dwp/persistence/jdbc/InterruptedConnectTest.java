package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A store that is closed interrupts its threads, one of which may be connecting to a database that is silent. */
class InterruptedConnectTest {
    @Test
    @DisplayName("An interrupted attempt to connect is a lost connection, and no defect of the database")
    void isALostConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresUrl url = new PostgresUrl("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/any");
            Thread.currentThread().interrupt();
            SQLException refused = assertThrows(SQLException.class, url::connect);
            assertTrue(Thread.interrupted(), "The interrupt is lost.");
            assertEquals("08001", refused.getSQLState());
        } finally {
            Thread.interrupted();
        }
    }
}
