package dev.dwp.persistence.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write and the rows of parameters that it is made with; see {@link Sql}.
 *
 * @param rows at least one
 */
record WriteBatch(Sql sql, List<@Nullable Object[]> rows) {}
