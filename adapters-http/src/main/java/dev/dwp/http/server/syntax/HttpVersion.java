package dev.dwp.http.server.syntax;

/** The versions that are served (RFC 9112 §2.3); a later minor one counts as 1.1 (RFC 9110 §2.5). */
public enum HttpVersion {
    /** One request per connection unless the client asks otherwise; knows no chunks. */
    HTTP_1_0("HTTP/1.0"),
    /** Persistent unless somebody says {@code close}. */
    HTTP_1_1("HTTP/1.1");

    private final String text;

    HttpVersion(String text) {
        this.text = text;
    }

    /** As it stands in a request line. */
    public String text() {
        return text;
    }

    static HttpVersion parse(String text) throws HttpFailure {
        if (text.equals("HTTP/1.1")) {
            return HTTP_1_1;
        }
        if (text.equals("HTTP/1.0")) {
            return HTTP_1_0;
        }
        if (text.length() == 8
                && text.startsWith("HTTP/")
                && digit(text, 5)
                && text.charAt(6) == '.'
                && digit(text, 7)) {
            if (text.charAt(5) == '1') {
                return HTTP_1_1;
            }
            throw HttpFailure.version(text);
        }
        throw HttpFailure.badRequest("The request line ends in " + HttpFailure.quoted(text) + " and not in HTTP/1.1.");
    }

    private static boolean digit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
