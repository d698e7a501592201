package dev.dwp.application.port.out;

import java.util.List;

/** Remembers when cron entries fired; written through {@link Commits}. Thread-safe. */
public interface CronStore {

    /** What is remembered of every entry. */
    List<CronState> all();
}
