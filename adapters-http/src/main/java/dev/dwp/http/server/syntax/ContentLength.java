package dev.dwp.http.server.syntax;

/** {@code Content-Length = 1*DIGIT} and nothing beside it (RFC 9110 §8.6). */
final class ContentLength {
    private static final int DIGITS = 18;

    private ContentLength() {}

    /** Digits only: {@link Long#parseLong(String)} would take {@code +5} and digits of other scripts. */
    static long parse(String value) throws HttpFailure {
        if (value.isEmpty() || value.length() > DIGITS) {
            throw refused(value);
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw refused(value);
            }
            length = 10 * length + digit;
        }
        return length;
    }

    private static HttpFailure refused(String value) {
        return HttpFailure.badRequest("The Content-Length " + HttpFailure.quoted(value)
                + " is not one decimal number of at most " + DIGITS + " digits.");
    }
}
