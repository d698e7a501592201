package dev.dwp.cli.server;

import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.WrongInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that is meant, and the token for it.
 *
 * @param url with the base path
 * @param token never shown
 */
public record Endpoint(URI url, String token) {
    /** What is meant where nothing says otherwise. */
    public static final String DEFAULT_URL = "http://localhost:8080/dwp";

    private static final String TRIAL_TOKEN = "demo-token";
    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");

    /** Flags go first, then the environment, then the saved context in use, then the default. */
    public static Endpoint of(Given given, Map<String, String> environment, Contexts contexts) {
        Contexts.Saved saved = saved(given, contexts);
        String written = first(given.text("--url"), environment.get("DWP_URL"), saved == null ? null : saved.url());
        URI url = url(written == null ? DEFAULT_URL : written);
        String token = first(given.text("--token"), environment.get("DWP_TOKEN"), null);
        if (token == null && saved != null && url(saved.url()).equals(url)) {
            token = saved.token(); // and to no other server than the one that it was saved for
        }
        if (token == null && loopback(url)) {
            token = TRIAL_TOKEN;
        }
        if (token == null) {
            throw new WrongInput(
                    "There is no token for %s; give one with --token or DWP_TOKEN, or save it: dwp context add"
                            .formatted(url));
        }
        return new Endpoint(url, token);
    }

    private static Contexts.@Nullable Saved saved(Given given, Contexts contexts) {
        String name = given.text("--context");
        return name == null
                ? contexts.current()
                : contexts.all().stream()
                        .filter(saved -> saved.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new WrongInput(
                                "There is no saved context '%s'; see: dwp context list".formatted(name)));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String two, @Nullable String three) {
        if (one != null) {
            return one;
        }
        return two != null && !two.isEmpty() ? two : three;
    }

    /** Checks an address; a host alone means HTTP, and no path means the default one. */
    public static URI url(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        URI url;
        try {
            url = new URI(full);
        } catch (URISyntaxException e) {
            throw wrong(text);
        }
        if (url.getHost() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            throw wrong(text);
        }
        String path = url.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? url.resolve("/dwp") : url;
    }

    private static WrongInput wrong(String text) {
        return new WrongInput(
                "The URL of a server is http, https, ws or wss, with host and path, such as %s; '%s' is not."
                        .formatted(DEFAULT_URL, text));
    }

    private static boolean loopback(URI url) {
        String host = url.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** The token is left out. */
    @Override
    public String toString() {
        return url.toString();
    }
}
