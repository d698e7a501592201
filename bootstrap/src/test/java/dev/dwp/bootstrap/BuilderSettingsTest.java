package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.bootstrap.config.Configuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a builder's {@code set} does with each kind of key. */
class BuilderSettingsTest {

    private static String refused(EngineBuilder<?> builder) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, builder::configuration)
                .getMessage());
    }

    @Test
    void aKeyThatDoesNotExistIsRefusedNamingTheNearest() {
        String sentence = refused(DwpServer.builder().set("workers.leese", "2s"));

        assertTrue(sentence.contains("'workers.leese'") && sentence.contains("'workers.lease'"), sentence);
        assertTrue(refused(Dispatch.builder().set("queue.mail.rat", "1/s")).contains("'queue.mail.rate'"));
    }

    @Test
    void aBadValueIsRefusedNamingItAndWhatWouldDo() {
        String sentence = refused(DwpServer.builder().set("workers.lease", "soon"));

        assertTrue(sentence.contains("'soon'") && sentence.contains("such as 500ms"), sentence);
    }

    @Test
    void aKeyWithoutEffectIsRefusedSayingWhy() {
        assertTrue(refused(DwpServer.builder().set("log.level", "debug")).contains("logging backend"));
        assertTrue(refused(Dispatch.builder().set("log.format", "json")).contains("logging backend"));
        assertTrue(refused(Dispatch.builder().set("server.port", "0")).contains("DwpServer.builder()"));
        assertTrue(refused(Dispatch.builder().set("auth.none", "true")).contains("DwpServer.builder()"));
    }

    @Test
    void aBlankValueCountsAsNone() {
        Configuration configuration = Dispatch.builder()
                .set("workers.lease", "2s")
                .set("workers.lease", " ")
                .configuration();

        assertEquals(Duration.ofSeconds(30), configuration.work().lease());
    }

    @Test
    void aPluginsFolderThatIsNotThereIsRefusedAndNotForgotten() {
        Dispatch.Builder builder = Dispatch.builder().set("plugins.dir", "no/such/folder");

        String sentence = assertThrows(StartFailure.class, builder::start).sentence();
        assertTrue(sentence.contains("no/such/folder"), sentence);
    }
}
