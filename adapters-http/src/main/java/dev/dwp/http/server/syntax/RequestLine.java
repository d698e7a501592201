package dev.dwp.http.server.syntax;

import java.net.URI;

/**
 * {@code method SP request-target SP HTTP-version}, with single spaces and nothing else (RFC 9112 §3).
 *
 * @param method a token
 * @param target a path with its query, an http URI, or {@code *}
 * @param version 1.0 or 1.1
 */
public record RequestLine(String method, URI target, HttpVersion version) {

    static RequestLine parse(byte[] octets, int from, int to) throws HttpFailure {
        int first = space(octets, from, to);
        int second = first < to ? space(octets, first + 1, to) : to;
        if (first == from || second == to || second == first + 1) {
            throw HttpFailure.badRequest(
                    "The request line is not a method, a target and a version with one space between.");
        }
        HttpVersion version = HttpVersion.parse(Octets.text(octets, second + 1, to));
        String method = method(octets, from, first);
        return new RequestLine(method, RequestTarget.parse(method, Octets.text(octets, first + 1, second)), version);
    }

    private static String method(byte[] octets, int from, int to) throws HttpFailure {
        for (int i = from; i < to; i++) {
            if (!Octets.isToken(octets[i])) {
                throw HttpFailure.badRequest(
                        "The method " + HttpFailure.quoted(Octets.text(octets, from, to)) + " is not a token.");
            }
        }
        return Octets.text(octets, from, to);
    }

    private static int space(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != Octets.SP) {
            at++;
        }
        return at;
    }
}
