package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A JDBC driver that may be missing: an application that embeds the server brings those of the stores that it uses.
 *
 * @param database what it connects to, as messages name it
 * @param type its class
 * @param artifact its coordinates in a Maven repository
 */
record Driver(String database, String type, String artifact) {
    static final Driver SQLITE = new Driver("SQLite", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc");
    static final Driver POSTGRES = new Driver("PostgreSQL", "org.postgresql.Driver", "org.postgresql:postgresql");

    /**
     * A connection.
     *
     * @throws UnusableStore naming the artifact when the driver is not on the class path
     */
    Connection connect(String url, Properties properties) throws SQLException {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new UnusableStore(
                    "The driver of %s is not on the class path; add %s to what the application depends on."
                            .formatted(database, artifact),
                    e);
        }
        return DriverManager.getConnection(url, properties);
    }
}
