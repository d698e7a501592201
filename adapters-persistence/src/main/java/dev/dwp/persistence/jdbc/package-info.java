/**
 * Stores in a database, behind JDBC: SQLite for one server, PostgreSQL for many. Both run the same code; what differs is a
 * {@link dev.dwp.persistence.jdbc.Dialect}, the text of some statements, and the migrations. {@code JdbcStores} is the
 * door. One thread writes, many callers to a transaction; others read.
 */
@NullMarked
package dev.dwp.persistence.jdbc;

import org.jspecify.annotations.NullMarked;
