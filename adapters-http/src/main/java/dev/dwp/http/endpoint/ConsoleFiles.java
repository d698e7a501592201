package dev.dwp.http.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.http.server.syntax.DecodedPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console's files from this jar: those that the build put there and no other. Each is minified and compressed once,
 * when it is first asked for. Browsers ask again each time whether theirs is the one, and need not fetch it again. Thread-safe.
 */
final class ConsoleFiles implements HttpHandler {
    private static final String PLACE = "/console";
    private static final String FOLDER = "/dev/dwp/http/console/";
    private static final String PAGE = "index.html";

    /** What is made by a bundler has been minified by it. */
    private static final String MADE = "lib/";

    /** No dot but the one before the extension: no name leaves the folder. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]{1,40}/){0,3}[a-z0-9-]{1,40}\\.([a-z]{2,4})");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** Scripts, styles and connections of this server alone; in no frame, and without a base or a form that leads elsewhere. */
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A file as it is sent, plain and compressed. */
    private static final class Content {
        private final byte[] plain;
        private final byte[] compressed;
        private final String type;
        private final String tag;

        Content(byte[] plain, String type) throws IOException {
            this.plain = plain;
            this.compressed = compress(plain);
            this.type = type;
            this.tag = digest(plain);
        }
    }

    private final String transports;
    private final HttpErrors errors;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    /** The console of a server whose transports are under that base path. */
    ConsoleFiles(String path, HttpErrors errors) {
        this.transports = path;
        this.errors = errors;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = DecodedPath.of(exchange.getRequestURI());
        if (path.equals(PLACE)) {
            Replies.redirect(exchange, "console/");
            return;
        }
        Content content = find(path.equals(PLACE + "/") ? PAGE : path.substring(PLACE.length() + 1));
        if (content == null) {
            errors.send(exchange, 404, "There is nothing at this path.");
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-cache");
        headers.set("ETag", content.tag);
        headers.set("Vary", "Accept-Encoding");
        if (isKnown(exchange, content.tag)) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        headers.set("Content-Type", content.type);
        boolean compressed = takesGzip(exchange);
        if (compressed) {
            headers.set("Content-Encoding", "gzip");
        }
        Replies.body(exchange, 200, compressed ? content.compressed : content.plain);
    }

    private @Nullable Content find(String name) {
        Content known = contents.get(name);
        if (known != null) {
            return known;
        }
        Matcher matcher = NAME.matcher(name);
        String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
        return type == null ? null : contents.computeIfAbsent(name, file -> load(file, type));
    }

    private @Nullable Content load(String name, String type) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            return new Content(served(name, in.readAllBytes()), type);
        } catch (IOException e) {
            throw new UncheckedIOException("The console's file %s cannot be read.".formatted(name), e);
        }
    }

    private byte[] served(String name, byte[] file) {
        if (name.equals(PAGE)) {
            return page(file);
        }
        if (name.startsWith(MADE)) {
            return file;
        }
        String text = new String(file, StandardCharsets.UTF_8);
        if (name.endsWith(".js")) {
            return ScriptMinifier.script(text).getBytes(StandardCharsets.UTF_8);
        }
        return name.endsWith(".css") ? ScriptMinifier.style(text).getBytes(StandardCharsets.UTF_8) : file;
    }

    /** The page tells the console where the transports are, as seen from it: behind any proxy that keeps the paths together. */
    private byte[] page(byte[] page) {
        return new String(page, StandardCharsets.UTF_8)
                .replace("content=\"../dwp\"", "content=\"..%s\"".formatted(escape(transports)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    /** Weak, since it stands for both encodings. */
    private static String digest(byte[] plain) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
            return "W/\"%s\"".formatted(HexFormat.of().formatHex(hash, 0, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static boolean isKnown(HttpExchange exchange, String tag) {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        return known != null && known.contains(tag.substring(2));
    }

    private static boolean takesGzip(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null
                && Pattern.matches("(?i)(?:.*[,\\s])?gzip(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)).*", accepted);
    }
}
