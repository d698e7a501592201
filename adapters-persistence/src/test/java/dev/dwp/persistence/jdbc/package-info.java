/** The stores in databases, held against the contracts of every store and against what only a database can suffer. */
@NullMarked
package dev.dwp.persistence.jdbc;

import org.jspecify.annotations.NullMarked;
