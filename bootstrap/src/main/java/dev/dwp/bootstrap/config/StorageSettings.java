package dev.dwp.bootstrap.config;

import java.time.Duration;

/**
 * What is kept, and for how long.
 *
 * @param store where
 * @param eventCount how many events
 * @param eventAge events up to that age
 * @param jobAge finished jobs and runs up to that age
 * @param deadAge dead letters up to that age
 */
public record StorageSettings(StoreSpec store, int eventCount, Duration eventAge, Duration jobAge, Duration deadAge) {

    static StorageSettings from(Values values) {
        return new StorageSettings(
                values.get(Settings.STORE),
                values.get(Settings.EVENTS_RETAIN),
                values.get(Settings.EVENTS_RETAIN_FOR),
                values.get(Settings.JOBS_RETAIN_FOR),
                values.get(Settings.DLQ_RETAIN_FOR));
    }
}
