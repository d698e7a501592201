package dev.dwp.bootstrap.config;

import org.slf4j.event.Level;

/**
 * Settings of the program's log.
 *
 * @param level this and worse is logged
 * @param format the form of an event
 */
public record LogSettings(Level level, Format format) {
    /** Forms in which events are written. */
    public enum Format {
        /** Lines for people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    static LogSettings from(Values values) {
        return new LogSettings(values.get(Settings.LOG_LEVEL), values.get(Settings.LOG_FORMAT));
    }
}
