package dev.dwp.application.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token in UTF-8: all that is kept of one. Compares in constant time and is never printed.
 */
public final class TokenHash {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    /** Copied for each use, which is quicker than to look for the algorithm each time. */
    private static final MessageDigest SHA_256 = sha256();

    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    /** The hash of a token as a client sends it. */
    public static TokenHash of(String token) {
        return new TokenHash(copy(SHA_256).digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest copy(MessageDigest unused) {
        try {
            return (MessageDigest) unused.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    /**
     * A hash as configuration writes it.
     *
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException without repeating the text, which may be a token put in the wrong place
     */
    public static TokenHash ofHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("A SHA-256 is written as 64 hexadecimal digits.");
        }
        return new TokenHash(HexFormat.of().parseHex(hex));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256.", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(digest).getInt();
    }

    @Override
    public String toString() {
        return "TokenHash[hidden]";
    }
}
