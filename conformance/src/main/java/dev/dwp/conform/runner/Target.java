package dev.dwp.conform.runner;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that is proven.
 *
 * @param url its WebSocket: {@code ws://host:port/dwp}, or {@code wss:}
 * @param tokens the credentials that it knows, by what dialogues call them: other, read, ops, and the first one
 * @param patience how long an answer may take, unless a dialogue says otherwise
 * @param keeper does to the server what no message can, such as a restart; null where nobody does
 */
record Target(
        URI url,
        Map<String, String> tokens,
        Duration patience,
        @Nullable Commanded keeper) {

    /** The same server at another address. */
    Target movedTo(URI address) {
        return new Target(address, tokens, patience, keeper);
    }

    boolean secure() {
        return url.getScheme().equals("wss");
    }

    int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return secure() ? 443 : 80;
    }

    /** The same server over HTTP. */
    URI http(String target) {
        URI base = URI.create((secure() ? "https" : "http") + "://" + url.getRawAuthority());
        return base.resolve(target);
    }

    /** Its RPC endpoint. */
    URI rpc() {
        return http(url.getRawPath() + "/rpc");
    }
}
