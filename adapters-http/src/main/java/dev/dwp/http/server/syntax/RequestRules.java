package dev.dwp.http.server.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The rules that span fields: one Host, one framing, known codings and expectations (RFC 9112 §3.2, §6, §9.3).
 *
 * <p>Two framings at once are how requests are smuggled past a proxy, so the message is refused, never repaired.
 */
final class RequestRules {
    private static final Framing NONE = new Framing.None();
    private static final Framing CHUNKED = new Framing.Chunked();

    private final HttpVersion version;
    private @Nullable String host;
    private @Nullable String contentLength;
    private @Nullable String transferEncoding;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;

    private RequestRules(HttpVersion version) {
        this.version = version;
    }

    static RequestHead apply(RequestLine line, Fields fields) throws HttpFailure {
        RequestRules rules = new RequestRules(line.version());
        for (int i = 0; i < fields.size(); i++) {
            rules.field(fields, i);
        }
        rules.checkHost();
        return new RequestHead(line, fields, rules.framing(), rules.persistent(), rules.expectsContinue);
    }

    private void field(Fields fields, int i) throws HttpFailure {
        if (fields.named(i, "host")) {
            host = once("Host", host, fields.value(i));
        } else if (fields.named(i, "content-length")) {
            contentLength = once("Content-Length", contentLength, fields.value(i));
        } else if (fields.named(i, "transfer-encoding")) {
            transferEncoding = once("Transfer-Encoding", transferEncoding, fields.value(i));
        } else if (fields.named(i, "connection")) {
            close |= TokenList.contains(fields.value(i), "close");
            keepAlive |= TokenList.contains(fields.value(i), "keep-alive");
        } else if (fields.named(i, "expect") && version == HttpVersion.HTTP_1_1) {
            expect(fields.value(i));
        }
    }

    private static String once(String name, @Nullable String before, String value) throws HttpFailure {
        if (before != null) {
            throw HttpFailure.badRequest("The request has more than one " + name + " field; send one.");
        }
        return value;
    }

    private void expect(String value) throws HttpFailure {
        if (!value.equalsIgnoreCase("100-continue")) {
            throw HttpFailure.expectation(value);
        }
        expectsContinue = true;
    }

    private void checkHost() throws HttpFailure {
        if (host == null && version == HttpVersion.HTTP_1_1) {
            throw HttpFailure.badRequest("The request has no Host field; HTTP/1.1 requires one.");
        }
        if (host != null && !HostField.isValid(host)) {
            throw HttpFailure.badRequest(
                    "The Host " + HttpFailure.quoted(host) + " is not a host with an optional port.");
        }
    }

    private Framing framing() throws HttpFailure {
        if (transferEncoding != null) {
            return chunked(transferEncoding);
        }
        long length = contentLength == null ? 0 : ContentLength.parse(contentLength);
        return length == 0 ? NONE : new Framing.Fixed(length);
    }

    private Framing chunked(String coding) throws HttpFailure {
        if (contentLength != null) {
            throw HttpFailure.badRequest(
                    "The request has both Content-Length and Transfer-Encoding; send one of them.");
        }
        if (version == HttpVersion.HTTP_1_0) {
            throw HttpFailure.badRequest("HTTP/1.0 knows no Transfer-Encoding; send a Content-Length.");
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw HttpFailure.notImplemented(
                    "The Transfer-Encoding " + HttpFailure.quoted(coding) + " is not served; only chunked is.");
        }
        return CHUNKED;
    }

    private boolean persistent() {
        return !close && (version == HttpVersion.HTTP_1_1 || keepAlive);
    }
}
