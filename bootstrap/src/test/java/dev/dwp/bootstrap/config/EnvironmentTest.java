package dev.dwp.bootstrap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How environment variables map to keys. */
class EnvironmentTest {
    private static final QueueLimits ONE_A_SECOND = new QueueLimits(null, Rate.perSecond(1));

    @TempDir
    private Path folder;

    private Configuration load(String file, Map<String, String> environment) {
        return Configurations.load(folder, file, environment).configuration();
    }

    @Test
    void everyKeyHasItsOwnVariable() {
        Map<String, String> keys = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            String variable = Environment.variable(setting.key());
            assertTrue(variable.matches("DWP_[A-Z0-9_]+"), variable);
            assertNull(keys.put(variable, setting.key()), variable);
        }
    }

    @Test
    void aKeyThatExistsOnlyInTheEnvironmentIsNamedInLowerCase() {
        Configuration configuration = load(
                "",
                Map.of(
                        "DWP_AUTH_KEY_SHOP_TOKEN_SHA256",
                        "c2a73fcf61dfbdcadc79a10ba330b2ef5eb66fc0a6735ed69b796bb3c97b97ae",
                        "DWP_AUTH_KEY_SHOP_SCOPES",
                        "job:read",
                        "DWP_AUTH_KEY_SHOP_APP",
                        "shop",
                        "DWP_AUTH_KEY_BACK_OFFICE_TOKEN",
                        "t",
                        "DWP_AUTH_KEY_BACK_OFFICE_SCOPES",
                        "*"));

        assertEquals(
                List.of("back-office", "shop"),
                configuration.auth().keys().stream()
                        .map(key -> key.identity().subject())
                        .toList());
    }

    @Test
    void underscoresOfANameBecomeDashes() {
        assertEquals(
                Map.of(new QueueName("bulk-mail"), ONE_A_SECOND),
                load("", Map.of("DWP_QUEUE_BULK_MAIL_RATE", "1/s")).work().limits());
    }

    @Test
    void aNameInTheFileIsMeantHoweverItIsSpelledThere() {
        assertEquals(
                Map.of(new QueueName("Bulk.mail"), ONE_A_SECOND),
                load("queue.Bulk.mail.rate=2/s", Map.of("DWP_QUEUE_BULK_MAIL_RATE", "1/s"))
                        .work()
                        .limits());
    }

    @Test
    void aVariableThatCouldMeanTwoNamesOfTheFileIsRefused() {
        String file = "queue.bulk-mail.rate=2/s\nqueue.bulk_mail.rate=3/s";
        Map<String, String> environment = Map.of("DWP_QUEUE_BULK_MAIL_RATE", "1/s");

        String sentence = assertThrows(ConfigurationFailure.class, () -> load(file, environment))
                .sentence();
        assertTrue(sentence.contains("DWP_QUEUE_BULK_MAIL_RATE could mean any of bulk-mail, bulk_mail"), sentence);
    }

    @Test
    void aVariableThatMeansNothingIsAWarningAndNothingElse() {
        Map<String, String> environment = Map.of(
                "DWP_SERVER_PROT", "1", "DWP_AUTH_KEY_TOKEN", "x", "DWP_", "x", "PATH", "/bin", "dwp_server_port", "1");

        Loaded loaded = Configurations.load(folder, "", environment);

        assertEquals(8080, loaded.configuration().server().listen().port());
        assertEquals(3, loaded.warnings().size(), loaded.warnings()::toString);
        assertTrue(loaded.warnings().stream()
                .anyMatch(warning ->
                        warning.contains("DWP_SERVER_PROT means nothing here; did you mean DWP_SERVER_PORT?")));
    }
}
