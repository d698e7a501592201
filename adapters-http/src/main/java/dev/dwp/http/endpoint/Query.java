package dev.dwp.http.endpoint;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, in order; a name may come more than once. */
record Query(List<Parameter> parameters) {

    record Parameter(String name, String value) {}

    static Query of(URI uri) {
        String raw = uri.getRawQuery();
        List<Parameter> parameters = new ArrayList<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(decode(name), decode(value)));
            }
        }
        return new Query(parameters);
    }

    /** The first non-empty value of that name. */
    @Nullable
    String first(String name) {
        return all(name).stream().filter(value -> !value.isEmpty()).findFirst().orElse(null);
    }

    List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
