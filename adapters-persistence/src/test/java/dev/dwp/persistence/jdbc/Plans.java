package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL would run a statement of the store. */
final class Plans {
    private static final Pattern PARAMETER = Pattern.compile("\\?(?:::(\\w+)\\[])?");

    private final Connection connection;

    Plans(Connection connection) {
        this.connection = connection;
    }

    /**
     * The plan that it makes once and for all, or one for these parameters.
     *
     * @param mode {@code force_generic_plan} or {@code force_custom_plan}
     */
    String of(Sql sql, String mode, @Nullable Object... parameters) throws SQLException {
        List<String> literals = new ArrayList<>();
        String text =
                PARAMETER.matcher(sql.postgres().strip()).replaceAll(match -> placeholder(match, literals, parameters));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute("PREPARE explained AS " + text);
            String arguments = literals.isEmpty() ? "" : "(" + String.join(", ", literals) + ")";
            try (ResultSet plan = statement.executeQuery("EXPLAIN EXECUTE explained" + arguments)) {
                StringBuilder lines = new StringBuilder();
                while (plan.next()) {
                    lines.append(plan.getString(1)).append('\n');
                }
                return lines.toString();
            } finally {
                statement.execute("DEALLOCATE explained");
            }
        }
    }

    private static String placeholder(MatchResult match, List<String> literals, @Nullable Object[] parameters) {
        Object value = parameters[literals.size()];
        String literal = value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        String array = match.group(1);
        literals.add(array == null ? literal : "ARRAY[" + literal + "]::" + array + "[]");
        return "\\$" + literals.size() + (array == null ? "" : "::" + array + "[]");
    }
}
