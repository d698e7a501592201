package dev.dwp.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads a server's certificate chain and key from files. Failures are {@link IOException}s that say what to do. */
public final class TlsMaterial {
    private static final String ALIAS = "server";

    private TlsMaterial() {}

    /** Certificate and key that do not belong together, so that every handshake would fail. */
    public static final class Mismatch extends IOException {
        private Mismatch(String message) {
            super(message);
        }
    }

    /**
     * A context from a PKCS#12 key store.
     *
     * @param password of the store and of the key in it
     */
    public static SSLContext pkcs12(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            requirePairs(file, store, password);
            return context(store, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The key store " + file + " cannot be used; check that it is PKCS#12 with that password.", e);
        }
    }

    /**
     * A context from PEM files.
     *
     * @param chain the certificates, the server's own first
     * @param key its private key, RSA or EC, unencrypted PKCS#8 ({@code BEGIN PRIVATE KEY})
     */
    public static SSLContext pem(Path chain, Path key) throws IOException {
        List<X509Certificate> certificates = PemFile.certificates(chain);
        PrivateKey secret = PemFile.privateKey(key, certificates.getFirst());
        try {
            if (!KeyPairCheck.matches(secret, certificates.getFirst().getPublicKey())) {
                throw new Mismatch("The key in " + key + " does not belong to the first certificate in " + chain
                        + ": use the key that it was requested with, and put the server's own certificate first.");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] none = new char[0];
            store.setKeyEntry(ALIAS, secret, none, certificates.toArray(X509Certificate[]::new));
            return context(store, none);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The certificates of " + chain + " and the key of " + key + " cannot be used together.", e);
        }
    }

    private static void requirePairs(Path file, KeyStore store, char[] password)
            throws IOException, GeneralSecurityException {
        boolean usable = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey secret) {
                Certificate own = store.getCertificate(alias);
                if (own == null || !KeyPairCheck.matches(secret, own.getPublicKey())) {
                    throw new Mismatch("The key \"" + alias + "\" in " + file
                            + " does not belong to its certificate: export both together again.");
                }
                usable = true;
            }
        }
        if (!usable) {
            throw new Mismatch("There is no private key in " + file + ": export it together with its certificate.");
        }
    }

    private static SSLContext context(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
