package dev.dwp.bootstrap.config;

import static dev.dwp.bootstrap.config.Configurations.load;
import static dev.dwp.bootstrap.config.Configurations.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** Keys, their defaults, and where their values come from. */
class ConfigurationTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAWordTheDefaultsOfTheManualHold() {
        Configuration configuration = Configuration.defaults();

        ServerSettings server = configuration.server();
        assertEquals("127.0.0.1", server.listen().host());
        assertEquals(8080, server.listen().port());
        assertEquals("/dwp", server.listen().path());
        assertEquals(new Tls.Off(), server.listen().tls());
        assertEquals(new Capacity(100_000, 1_048_576, 64, 1000, 67_108_864), server.capacity());
        assertEquals(
                new Timing(seconds(10), seconds(75), seconds(10), seconds(30), seconds(30), seconds(1)),
                server.timing());
        assertEquals(Set.of(), server.corsOrigins());
        assertTrue(server.compression());
        assertTrue(server.console());
        assertEquals(
                new StorageSettings(
                        new StoreSpec.Sqlite(Path.of("data/dwp.db")),
                        1_000_000,
                        Duration.ofDays(7),
                        Duration.ofDays(7),
                        Duration.ofDays(30)),
                configuration.storage());
        assertEquals(new WorkSettings(64, seconds(30), seconds(5), 262144, false, Map.of()), configuration.work());
        assertFalse(configuration.auth().open());
        assertTrue(configuration.auth().trial());
        NodeSettings node = configuration.node();
        assertFalse(node.name().isBlank());
        assertTrue(node.demo());
        assertNull(node.plugins());
        assertEquals(Level.INFO, node.log().level());
    }

    @Test
    void aFileSetsEveryKey() {
        Configuration configuration = load(folder, """
                server.host=localhost
                server.port=9
                server.path=/a/b
                server.tls.keystore=some.p12
                server.tls.password=secret
                server.cors.origins=https://app.example, http://localhost:3000
                server.max-connections=2
                server.max-frame-bytes=4096
                server.max-in-flight=3
                server.max-subscriptions=4
                server.max-unread-bytes=5000000
                server.head-timeout=500ms
                server.idle-timeout=8s
                server.drain-delay=2s
                server.public-origins=https://dwp.example
                server.auth-timeout=6s
                server.ping-interval=7m
                server.shutdown-grace=0s
                server.websocket.compression=false
                server.console=false
                store=sqlite:data/dwp.db
                events.retain=10
                events.retain-for=11h
                auth.none=true
                auth.none.force=true
                workers.concurrency=12
                workers.lease=2s
                workflows.max-value-bytes=4096
                jobs.accept-unknown=true
                jobs.retain-for=13d
                dlq.retain-for=15d
                jobs.cancel-grace=14s
                node.name=one
                plugins.dir=plugins
                log.level=debug
                """);

        ListenSettings listen = configuration.server().listen();
        assertEquals("localhost", listen.host());
        assertEquals(9, listen.port());
        assertEquals("/a/b", listen.path());
        assertEquals(new Tls.Pkcs12(Path.of("some.p12"), "secret"), listen.tls());
        assertEquals(
                Set.of("https://app.example", "http://localhost:3000"),
                configuration.server().corsOrigins());
        assertEquals(Set.of("https://dwp.example"), configuration.server().publicOrigins());
        assertEquals(
                new Capacity(2, 4096, 3, 4, 5_000_000), configuration.server().capacity());
        assertEquals(
                new Timing(
                        Duration.ofMillis(500),
                        seconds(8),
                        seconds(6),
                        Duration.ofMinutes(7),
                        Duration.ZERO,
                        seconds(2)),
                configuration.server().timing());
        assertFalse(configuration.server().compression());
        assertFalse(configuration.server().console());
        assertEquals(
                new StorageSettings(
                        new StoreSpec.Sqlite(Path.of("data/dwp.db")),
                        10,
                        Duration.ofHours(11),
                        Duration.ofDays(13),
                        Duration.ofDays(15)),
                configuration.storage());
        assertTrue(configuration.auth().open() && configuration.auth().openForced());
        assertEquals(new WorkSettings(12, seconds(2), seconds(14), 4096, true, Map.of()), configuration.work());
        assertEquals(
                new NodeSettings(
                        "one",
                        true,
                        Path.of("plugins"),
                        new LogSettings(Level.DEBUG, LogSettings.Format.TEXT),
                        Map.of()),
                configuration.node());
    }

    @Test
    void pemFilesAreTheOtherWayToTls() {
        Configuration configuration = load(folder, "server.tls.certificate=chain.pem\nserver.tls.key=key.pem");

        assertEquals(
                new Tls.Pem(Path.of("chain.pem"), Path.of("key.pem")),
                configuration.server().listen().tls());
    }

    @Test
    void queuesHaveLimitsByName() {
        WorkSettings work = load(folder, """
                        queue.mail.concurrency=4
                        queue.mail.rate=20/s
                        queue.eu.mail.rate=30/m
                        queue.slow.paused=true
                        queue.free.paused=false
                        """).work();

        assertEquals(
                Map.of(
                        new QueueName("mail"), new QueueLimits(4, Rate.perSecond(20)),
                        new QueueName("eu.mail"), new QueueLimits(null, new Rate(30, Duration.ofMinutes(1)))),
                work.limits());
        assertEquals(Set.of(new QueueName("slow")), work.paused());
    }

    @Test
    void flagGoesBeforeEnvironmentBeforeFileBeforeDefault() {
        Path file = Configurations.file(folder, "server.port=1\nserver.max-in-flight=1\nworkers.concurrency=1");
        Map<String, String> environment = Map.of("DWP_SERVER_PORT", "2", "DWP_SERVER_MAX_IN_FLIGHT", "2");
        Map<String, Given> flags = Map.of("server.port", Given.byFlag("--port", "3"));

        Loaded loaded = Configuration.load(new Sources(flags, environment, file, true));

        Configuration configuration = loaded.configuration();
        assertEquals(3, configuration.server().listen().port());
        assertEquals(2, configuration.server().capacity().maxInFlight());
        assertEquals(1, configuration.work().concurrency());
        assertEquals(1000, configuration.server().capacity().maxSubscriptions());
        assertEquals(List.of(), loaded.warnings());
    }

    @Test
    void whatIsBlankIsNotSet() {
        Loaded loaded = load(folder, "server.port=\nnode.name=  \nqueue.a.rate=", Map.of("DWP_WORKERS_LEASE", " "));

        assertEquals(8080, loaded.configuration().server().listen().port());
        assertEquals(seconds(30), loaded.configuration().work().lease());
        assertEquals(Map.of(), loaded.configuration().work().queues());
    }

    @ParameterizedTest
    @CsvSource({
        "servr.port, server.port",
        "server.prot, server.port",
        "worker.concurrency, workers.concurrency",
        "auth.key.shop.scope, auth.key.shop.scopes",
        "auth.key.shop.token-sha265, auth.key.shop.token-sha256",
        "queue.mail.concurency, queue.mail.concurrency",
        "queue.mail, queue.<name>.rate",
        "auth.key.token, auth.key.<name>.token",
        "xyz, store",
    })
    void anUnknownKeyStopsTheStartAndTheNearestIsNamed(String wrong, String meant) {
        String sentence = refusal(folder, wrong + "=1");

        assertTrue(sentence.contains("'" + wrong + "'"), sentence);
        assertTrue(sentence.contains("did you mean '" + meant + "'?"), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server.port                  | 65536         | a whole number from 0 to 65535
                    server.port                  | -1            | a whole number from 0 to 65535
                    server.port                  | +1            | a whole number from 0 to 65535
                    server.port                  | 99999999999   | a whole number from 0 to 65535
                    server.max-frame-bytes       | 1023          | from 1024
                    server.max-connections       | 0             | from 1
                    server.head-timeout          | 10            | such as 500ms, 10s, 5m, 24h or 7d
                    server.head-timeout          | 0s            | a duration above 0
                    server.head-timeout          | 1.5s          | such as 500ms
                    server.head-timeout          | -1s           | such as 500ms
                    server.head-timeout          | 999999999999d | such as 500ms
                    server.shutdown-grace        | never         | such as 500ms
                    server.path                  | dwp           | a path such as /dwp
                    server.path                  | /dwp/         | a path such as /dwp
                    server.path                  | /             | a path such as /dwp
                    server.path                  | /health       | other than /health
                    server.path                  | /metrics/x    | other than /health
                    server.cors.origins          | app.example   | origins as browsers spell them
                    server.cors.origins          | https://a.b/  | origins as browsers spell them
                    server.cors.origins          | *             | origins as browsers spell them
                    server.websocket.compression | yes           | true or false
                    queue.a.rate                 | 100           | such as 100/s
                    queue.a.rate                 | 0/s           | such as 100/s
                    queue.a.rate                 | 1/d           | such as 100/s
                    queue.a.concurrency          | 0             | a whole number from 1
                    queue.a.paused               | on            | true or false
                    store                        | mysql:x       | memory, sqlite:<file> or jdbc:postgresql:
                    store                        | sqlite:       | memory, sqlite:<file> or jdbc:postgresql:
                    log.level                    | loud          | error, warn, info, debug or trace
                    """)
    void aBadValueIsNamedWithItsKeyAndTheFormThatIsAccepted(String key, String value, String form) {
        String sentence = refusal(folder, key + "=" + value);

        assertTrue(sentence.startsWith(key + " cannot be '" + value + "'"), sentence);
        assertTrue(sentence.contains("dwp.properties"), sentence);
        assertTrue(sentence.contains(form), sentence);
    }

    @Test
    void onlyABadFlagIsWrongUsage() {
        Sources byFlag = new Sources(Map.of("server.port", Given.byFlag("--port", "x")), Map.of(), null, true);
        Sources byVariable = new Sources(Map.of(), Map.of("DWP_SERVER_PORT", "x"), null, true);

        ConfigurationFailure flag = assertThrows(ConfigurationFailure.class, () -> Configuration.load(byFlag));
        ConfigurationFailure variable = assertThrows(ConfigurationFailure.class, () -> Configuration.load(byVariable));
        assertTrue(flag.wrongUsage() && flag.sentence().contains("(from --port)"), flag.sentence());
        assertFalse(variable.wrongUsage());
        assertTrue(variable.sentence().contains("(from DWP_SERVER_PORT)"), variable.sentence());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server.tls.keystore=a                                   | server.tls.keystore is set without server.tls.password
                    server.tls.password=a                                   | server.tls.password is set without server.tls.keystore
                    server.tls.key=a                                        | server.tls.key is set without server.tls.certificate
                    server.tls.keystore=a;server.tls.password=b;server.tls.certificate=c;server.tls.key=d | are both set
                    queue.a b.rate=1/s                                      | names no queue
                    server.host=nowhere.invalid                             | an address of this machine or a name
                    """)
    void valuesThatContradictEachOtherAreRefused(String lines, String reason) {
        String sentence =
                refusal(folder, lines.replace("queue.a b", "queue.a\\ b").replace(';', '\n'));

        assertTrue(sentence.contains(reason), sentence);
    }

    @Test
    void aFileThatCannotBeReadIsASentence() throws Exception {
        Path missing = folder.resolve("missing.properties");
        Path latin = Files.write(folder.resolve("latin.properties"), new byte[] {'#', (byte) 0xe4});
        Path escape = Files.writeString(folder.resolve("escape.properties"), "node.name=\\u12");

        assertTrue(refusalOf(missing).contains("missing.properties cannot be read"));
        assertTrue(refusalOf(folder).contains("cannot be read"));
        assertTrue(refusalOf(latin).contains("is not UTF-8"));
        assertTrue(refusalOf(escape).contains("broken \\u escape"));
    }

    private static String refusalOf(Path file) {
        Sources sources = new Sources(Map.of(), Map.of(), file, true);
        return assertThrows(ConfigurationFailure.class, () -> Configuration.load(sources))
                .sentence();
    }

    @Test
    void noSecretIsEverPrinted() {
        Configuration configuration = load(folder, """
                server.tls.keystore=a.p12
                server.tls.password=hush-1
                store=jdbc:postgresql://db/dwp?user=dwp&password=hush-2
                auth.key.shop.token=hush-3
                auth.key.shop.scopes=*
                """);

        assertInstanceOf(StoreSpec.Postgres.class, configuration.storage().store());
        assertFalse(configuration.toString().contains("hush"), configuration.toString());
        for (String bad : List.of(
                "store=postgresql://dwp:hush@db/dwp",
                "store=postgresql://db/dwp?password=hush",
                "auth.key.shop.token=hush hush",
                "auth.key.shop.token-sha256=hush")) {
            String sentence = refusal(folder, bad);
            assertTrue(sentence.contains("cannot be what it is set to"), sentence);
            assertFalse(sentence.contains("hush"), sentence);
        }
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }
}
