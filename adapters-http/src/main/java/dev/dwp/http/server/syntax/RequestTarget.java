package dev.dwp.http.server.syntax;

import java.net.URI;
import java.net.URISyntaxException;

/** The forms of a request target: origin, absolute and asterisk (RFC 9112 §3.2). */
final class RequestTarget {
    private static final URI ASTERISK = URI.create("*");

    private RequestTarget() {}

    static URI parse(String method, String target) throws HttpFailure {
        if (method.equals("CONNECT")) {
            throw HttpFailure.notImplemented("CONNECT is not served: this is no proxy.");
        }
        if (target.equals("*")) {
            return asterisk(method);
        }
        if (target.indexOf('#') >= 0) {
            throw HttpFailure.badRequest("The target " + HttpFailure.quoted(target) + " has a fragment; leave it out.");
        }
        return target.charAt(0) == '/' ? origin(target) : absolute(target);
    }

    private static URI asterisk(String method) throws HttpFailure {
        if (!method.equals("OPTIONS")) {
            throw HttpFailure.badRequest("The target * goes with OPTIONS only; send a path.");
        }
        return ASTERISK;
    }

    /** A path that begins with two slashes would read as a host: RFC 3986 §5.3 spells it {@code /.//}. */
    private static URI origin(String target) throws HttpFailure {
        return uri(target.startsWith("//") ? "/." + target : target);
    }

    private static URI absolute(String target) throws HttpFailure {
        URI uri = uri(target);
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        String authority = uri.getRawAuthority();
        if (!http || authority == null || !HostField.isValid(authority) || authority.startsWith(":")) {
            throw HttpFailure.badRequest(
                    "The target " + HttpFailure.quoted(target) + " is neither a path nor an http URI; send a path.");
        }
        return uri;
    }

    private static URI uri(String target) throws HttpFailure {
        try {
            return new URI(target);
        } catch (URISyntaxException e) {
            throw HttpFailure.badRequest("The target " + HttpFailure.quoted(target)
                    + " is not a URI; percent-encode what may not stand in it.");
        }
    }
}
