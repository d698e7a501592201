package dev.dwp.http.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual encoding of certificates and keys (RFC 7468). */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Block(String label, byte[] der) {}

    private PemFile() {}

    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    ByteArrayInputStream der = new ByteArrayInputStream(block.der());
                    certificates.add((X509Certificate) factory.generateCertificate(der));
                }
            }
        } catch (CertificateException e) {
            throw new IOException("A certificate in " + file + " cannot be read.", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("There is no certificate in " + file + "; it must hold a block BEGIN CERTIFICATE.");
        }
        return certificates;
    }

    static PrivateKey privateKey(Path file, X509Certificate owner) throws IOException {
        for (Block block : blocks(file)) {
            if (block.label().equals("PRIVATE KEY")) {
                return decoded(file, block, owner.getPublicKey().getAlgorithm());
            }
        }
        throw new IOException("There is no unencrypted PKCS#8 key in " + file
                + "; make one with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem");
    }

    private static PrivateKey decoded(Path file, Block block, String algorithm) throws IOException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der()));
        } catch (GeneralSecurityException e) {
            throw new IOException("The key in " + file + " is not the " + algorithm + " key of the certificate.", e);
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), decode(file, matcher.group(2))));
        }
        return blocks;
    }

    private static byte[] decode(Path file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("A block in " + file + " is not base 64.", e);
        }
    }
}
