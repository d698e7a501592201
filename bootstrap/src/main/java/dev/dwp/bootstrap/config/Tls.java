package dev.dwp.bootstrap.config;

import java.nio.file.Path;

/** Whether connections are encrypted, and where certificate and key come from. */
public sealed interface Tls {

    /** They are not. */
    record Off() implements Tls {}

    /**
     * From a PKCS#12 key store.
     *
     * @param password of the store and of the key in it
     */
    record Pkcs12(Path keystore, String password) implements Tls {
        @Override
        public String toString() {
            return "Pkcs12[keystore=" + keystore + ", password=hidden]";
        }
    }

    /**
     * From PEM files.
     *
     * @param certificate the server's own and those that it was issued by, in that order
     * @param key its private key, PKCS#8 without a password
     */
    record Pem(Path certificate, Path key) implements Tls {}

    /** Reads it; half of a pair is refused, and so are both pairs. */
    static Tls from(Values values) {
        boolean pkcs12 = pair(values, Settings.TLS_KEYSTORE, Settings.TLS_PASSWORD);
        boolean pem = pair(values, Settings.TLS_CERTIFICATE, Settings.TLS_KEY);
        if (pkcs12 && pem) {
            throw new ConfigurationFailure("%s and %s are both set; leave one of them out."
                    .formatted(Settings.TLS_KEYSTORE.key(), Settings.TLS_CERTIFICATE.key()));
        }
        if (pkcs12) {
            return new Pkcs12(values.get(Settings.TLS_KEYSTORE), values.get(Settings.TLS_PASSWORD));
        }
        return pem ? new Pem(values.get(Settings.TLS_CERTIFICATE), values.get(Settings.TLS_KEY)) : new Off();
    }

    private static boolean pair(Values values, Setting<?> one, Setting<?> other) {
        if (values.has(one) == values.has(other)) {
            return values.has(one);
        }
        throw new ConfigurationFailure("%s is set without %s; set both, or neither."
                .formatted((values.has(one) ? one : other).key(), (values.has(one) ? other : one).key()));
    }
}
