package dev.dwp.http.server.syntax;

/** Comma-separated lists of tokens such as {@code Connection: keep-alive, Upgrade} (RFC 9110 §5.6.1). */
public final class TokenList {
    private TokenList() {}

    /** Whether the list names the token, whatever the case; empty members are skipped. */
    public static boolean contains(String list, String token) {
        int from = 0;
        while (from <= list.length()) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            if (list.substring(from, to).strip().equalsIgnoreCase(token)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }
}
