package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over TLS, with a key pair made by the JDK's keytool. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    private static Path directory;

    private static Path store;
    private static SSLContext trusting;

    @BeforeAll
    static void makeAKeyPair() throws Exception {
        store = directory.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -alias server -keyalg EC -dname CN=localhost -storetype PKCS12"
                                        + " -storepass changeit -keystore " + store)
                                .split(" ", -1))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load());
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    private static KeyStore load() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        trusted.setKeyEntry("key", keys.getKey("server", PASSWORD), PASSWORD, keys.getCertificateChain("server"));
        return trusted;
    }

    private static HttpServer started(Deadlines deadlines, SSLContext context) throws IOException {
        ServerOptions options =
                ServerOptions.defaults().withLimits(ServerLimits.defaults().withDeadlines(deadlines));
        HttpServer server = HttpServers.createTls(TestServer.loopback(), options, context);
        server.createContext("/", exchange -> {
            String protocol = assertInstanceOf(HttpsExchange.class, exchange)
                    .getSSLSession()
                    .getProtocol();
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                UpgradeTest.upgrade(exchange, c -> c.output().write(c.input().readNBytes(10)));
            } else {
                TestServer.reply(exchange, protocol);
            }
        });
        server.start();
        return server;
    }

    private static RawClient client(InetSocketAddress address, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setEnabledProtocols(protocols);
        return new RawClient(socket);
    }

    @ParameterizedTest
    @DisplayName("TLS 1.2 and 1.3 are spoken, and the exchange tells its session")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesOverTls(String protocol) throws IOException {
        HttpServer server = started(Deadlines.defaults(), TlsMaterial.pkcs12(store, PASSWORD));
        try (RawClient client = client(server.getAddress(), protocol)) {
            assertEquals(protocol, client.send(GET).answer().body());
            assertEquals(protocol, client.send(GET).answer().body());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("A connection leaves HTTP over TLS as it does without")
    void upgradesOverTls() throws IOException {
        HttpServer server = started(Deadlines.defaults(), TlsMaterial.pkcs12(store, PASSWORD));
        try (RawClient client = client(server.getAddress(), "TLSv1.3")) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n01234");
            assertEquals(101, client.answer().status());
            client.send("56789");
            assertEquals("0123456789", client.rest());
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("A handshake that does not come is ended")
    void endsASilentHandshake() throws IOException {
        Deadlines deadlines = Deadlines.defaults().withHandshake(TestServer.millis(100));
        HttpServer server = started(deadlines, TlsMaterial.pkcs12(store, PASSWORD));
        try (RawClient silent = silent(server.getAddress())) {
            assertDoesNotThrow(silent::rest);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("A handshake that does not come holds up no other connection")
    void servesBesideASilentHandshake() throws IOException {
        HttpServer server = started(Deadlines.defaults(), TlsMaterial.pkcs12(store, PASSWORD));
        try (RawClient silent = silent(server.getAddress());
                RawClient client = client(server.getAddress(), "TLSv1.3")) {
            assertEquals("TLSv1.3", client.send(GET).answer().body());
            assertFalse(silent.socket().isClosed());
        } finally {
            server.stop(0);
        }
    }

    private static RawClient silent(InetSocketAddress address) throws IOException {
        return new RawClient(new Socket(address.getAddress(), address.getPort()));
    }

    @Test
    @DisplayName("A certificate and key in PEM serve as a key store does")
    void servesFromPem() throws Exception {
        KeyStore keys = load();
        Path chain =
                pem("chain.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key = pem("key.pem", "PRIVATE KEY", keys.getKey("key", PASSWORD).getEncoded());
        HttpServer server = started(Deadlines.defaults(), TlsMaterial.pem(chain, key));
        try (RawClient client = client(server.getAddress(), "TLSv1.3")) {
            assertEquals("TLSv1.3", client.send(GET).answer().body());
        } finally {
            server.stop(0);
        }
        assertTrue(assertThrows(IOException.class, () -> TlsMaterial.pem(chain, chain))
                .getMessage()
                .contains("openssl pkcs8"));
        assertThrows(IOException.class, () -> TlsMaterial.pem(key, key));
        assertThrows(IOException.class, () -> TlsMaterial.pkcs12(store, "wrong".toCharArray()));
        assertThrows(IOException.class, () -> TlsMaterial.pkcs12(chain, PASSWORD));
    }

    @Test
    @DisplayName("A client's renegotiation, which TLS 1.2 has, is refused")
    void refusesRenegotiation() throws Exception {
        HttpServer server = started(Deadlines.defaults(), TlsMaterial.pkcs12(store, PASSWORD));
        try (RawClient client = client(server.getAddress(), "TLSv1.2")) {
            assertEquals("TLSv1.2", client.send(GET).answer().body());
            SSLSocket socket = (SSLSocket) client.socket();
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                client.send(GET).answer();
                client.send(GET).answer();
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("A certificate and a key that do not belong together are refused with a sentence")
    void refusesAKeyOfAnotherCertificate() throws Exception {
        KeyStore keys = load();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        PrivateKey other = generator.generateKeyPair().getPrivate();
        Path chain = pem("own.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key = pem("other.pem", "PRIVATE KEY", other.getEncoded());
        assertTrue(assertThrows(TlsMaterial.Mismatch.class, () -> TlsMaterial.pem(chain, key))
                .getMessage()
                .contains("does not belong to the first certificate"));
        KeyStore mixed = KeyStore.getInstance("PKCS12");
        mixed.load(null, null);
        mixed.setKeyEntry("server", other, PASSWORD, keys.getCertificateChain("key"));
        assertTrue(mismatch(mixed).contains("does not belong to its certificate"));
        KeyStore keyless = KeyStore.getInstance("PKCS12");
        keyless.load(null, null);
        keyless.setCertificateEntry("server", keys.getCertificate("server"));
        assertTrue(mismatch(keyless).contains("There is no private key"));
    }

    private static String mismatch(KeyStore keys) throws Exception {
        Path file = directory.resolve("wrong.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, PASSWORD);
        }
        return String.valueOf(assertThrows(TlsMaterial.Mismatch.class, () -> TlsMaterial.pkcs12(file, PASSWORD))
                .getMessage());
    }

    private static Path pem(String name, String label, byte[] der) throws IOException {
        String text = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label + "-----\n";
        return Files.writeString(directory.resolve(name), text);
    }
}
