package dev.dwp.bootstrap.config;

/**
 * One key of the configuration.
 *
 * @param fallback the text that holds when nobody gives one; empty for none
 */
record Setting<T>(String key, String fallback, Form<T> form) {
    static <T> Setting<T> of(String key, String fallback, Form<T> form) {
        return new Setting<>(key, fallback, form);
    }

    /** A key that has no default. */
    static <T> Setting<T> of(String key, Form<T> form) {
        return new Setting<>(key, "", form);
    }
}
