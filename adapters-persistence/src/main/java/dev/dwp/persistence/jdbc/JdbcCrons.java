package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CronStore;
import java.util.List;

/** Cron entries in a database. Thread-safe. */
final class JdbcCrons implements CronStore {
    private final Reads reads;

    JdbcCrons(Reads reads) {
        this.reads = reads;
    }

    @Override
    public List<CronState> all() {
        return reads.read(session -> session.list(CronSql.ALL, CronRow::read));
    }
}
