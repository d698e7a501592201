package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.Given;
import dev.dwp.bootstrap.config.ServerSettings;
import dev.dwp.bootstrap.config.Sources;
import dev.dwp.http.server.ErrorBody;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening the port as configured. */
@SuppressWarnings("AddressSelection") // an address, and no name that could have several
class ListenerTest {
    @TempDir
    private static Path folder;

    private static Path keystore;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeAKeyPair() throws Exception {
        keystore = folder.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keystore.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        KeyStore store = KeyStore.getInstance(keystore.toFile(), "changeit".toCharArray());
        Certificate own = store.getCertificate("server");
        certificate = pem("chain.pem", "CERTIFICATE", own.getEncoded());
        key = pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("server", "changeit".toCharArray()).getEncoded());
    }

    private static Path pem(String name, String label, byte[] der) throws IOException {
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
        return Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
    }

    private static ServerSettings settings(String... keysAndValues) {
        Map<String, Given> values = new HashMap<>(Map.of("server.port", Given.byFlag("--port", "0")));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], Given.byFlag("a test", keysAndValues[i + 1]));
        }
        return Configuration.load(new Sources(values, Map.of(), null, true))
                .configuration()
                .server();
    }

    private static URI opened(ServerSettings settings, Class<? extends HttpServer> kind) {
        Listener listener = new Listener(settings);
        HttpServer server = listener.open(ErrorBody.plainText());
        try {
            assertTrue(kind.isInstance(server), server.getClass()::getName);
            URI address = listener.address(server);
            assertEquals(server.getAddress().getPort(), address.getPort());
            return address;
        } finally {
            server.stop(0);
        }
    }

    private static String failure(ServerSettings settings) {
        Listener listener = new Listener(settings);
        return assertThrows(StartFailure.class, () -> listener.open(ErrorBody.plainText()))
                .sentence();
    }

    @Test
    void tellsTheAddressWithTheHostAsItWasWrittenAndThePortThatItGot() {
        URI address = opened(settings("server.host", "localhost"), HttpServer.class);

        assertEquals("http", address.getScheme());
        assertEquals("localhost", address.getHost());
        assertTrue(address.getPort() > 0);
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        ServerSettings settings = settings("server.host", "::1");
        try {
            assertEquals("[::1]", opened(settings, HttpServer.class).getHost());
        } catch (StartFailure machineWithoutIpv6) {
            assertTrue(machineWithoutIpv6.sentence().contains("of ::1"), machineWithoutIpv6::sentence);
        }
    }

    @Test
    void bracketsAroundAnAddressOfIpv6DoNotCount() {
        assertEquals("::1", settings("server.host", "[::1]").listen().host());
    }

    @Test
    void localhostIsBothFamilies() throws Exception {
        Listener listener = new Listener(settings("server.host", "localhost"));
        HttpServer server = listener.open(ErrorBody.plainText());
        server.start();
        int port = server.getAddress().getPort();
        try (Socket four = new Socket("127.0.0.1", port)) {
            assertTrue(four.isConnected());
            if (hasIpv6()) {
                new Socket("::1", port).close();
            }
        } finally {
            server.stop(0);
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("::1", 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void eitherPairOfFilesTurnsTlsOn() {
        ServerSettings pkcs12 = settings("server.tls.keystore", keystore.toString(), "server.tls.password", "changeit");
        ServerSettings pem =
                settings("server.tls.certificate", certificate.toString(), "server.tls.key", key.toString());

        assertEquals("https", opened(pkcs12, HttpsServer.class).getScheme());
        assertEquals("https", opened(pem, HttpsServer.class).getScheme());
    }

    @Test
    void tlsFilesThatCannotBeUsedAreNamed() {
        String missing = folder.resolve("missing").toString();

        assertTrue(failure(settings("server.tls.keystore", missing, "server.tls.password", "x"))
                .contains("The file " + missing + " of server.tls.keystore cannot be read"));
        assertTrue(failure(settings("server.tls.keystore", keystore.toString(), "server.tls.password", "wrong"))
                .contains("cannot be opened; check that it is PKCS#12, and server.tls.password"));
        assertTrue(failure(settings("server.tls.certificate", missing, "server.tls.key", key.toString()))
                .contains("The file " + missing + " of server.tls.certificate"));
        assertTrue(failure(settings(
                        "server.tls.certificate", certificate.toString(), "server.tls.key", certificate.toString()))
                .contains("There is no unencrypted PKCS#8 key"));
    }

    @Test
    void aPortThatIsTakenOrForbiddenIsNamed() {
        Listener listener = new Listener(settings());
        HttpServer first = listener.open(ErrorBody.plainText());
        try {
            String port = Integer.toString(first.getAddress().getPort());
            assertTrue(failure(settings("server.port", port)).contains("Port " + port + " of 127.0.0.1 is taken"));
        } finally {
            first.stop(0);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        ServerSettings elsewhere = Configuration.load(
                        new Sources(Map.of("server.host", Given.byFlag("--host", "192.0.2.1")), Map.of(), null, false))
                .configuration()
                .server();

        assertTrue(failure(elsewhere).contains("cannot listen on port 8080 of 192.0.2.1"));
    }
}
