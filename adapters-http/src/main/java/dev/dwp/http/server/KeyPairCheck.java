package dev.dwp.http.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** Finds out, by signing and verifying, if a private key is that of a certificate: with others every handshake fails. */
final class KeyPairCheck {
    private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);

    private KeyPairCheck() {}

    /** False where the two are not a pair; true where they are, or where their algorithm is one that cannot be tried here. */
    static boolean matches(PrivateKey secret, PublicKey known) throws GeneralSecurityException {
        if (!secret.getAlgorithm().equals(known.getAlgorithm())) {
            return false;
        }
        String algorithm = algorithm(secret.getAlgorithm());
        return algorithm == null || signs(algorithm, secret, known);
    }

    private static boolean signs(String algorithm, PrivateKey secret, PublicKey known) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(SAMPLE);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(known);
        verifying.update(SAMPLE);
        try {
            return verifying.verify(signature);
        } catch (java.security.SignatureException e) {
            return false;
        }
    }

    private static @Nullable String algorithm(String key) {
        return switch (key) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
    }
}
