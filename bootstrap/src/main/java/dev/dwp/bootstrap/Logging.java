package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.LogSettings;
import java.util.Locale;

/**
 * Configures the program's logging, before anything is logged. Only the program does: in an embedded server, logging is the
 * business of the application around it.
 */
final class Logging {
    private static final String CONFIGURATION = "logback.configurationFile";

    private Logging() {}

    /** Logs so from now on, unless a configuration of Logback's own is named by its system property. */
    static void configure(LogSettings settings) {
        System.setProperty("dwp.log.level", settings.level().toString());
        System.setProperty("dwp.log.format", settings.format().name().toLowerCase(Locale.ROOT));
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "dev/dwp/bootstrap/logback.xml");
        }
    }
}
