package dev.dwp.http.server;

import com.sun.net.httpserver.Headers;
import dev.dwp.http.server.syntax.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request as unmodifiable {@link Headers}. Looking one up reads the request's octets; only what wants them
 * all makes a map of them.
 */
final class RequestHeaders extends Headers {
    private final Fields fields;
    private @Nullable Headers all;

    RequestHeaders(Fields fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable String getFirst(String name) {
        return fields.first(name);
    }

    @Override
    public @Nullable List<String> get(Object name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.named(i, (String) name)) {
                values.add(fields.value(i));
            }
        }
        return values.isEmpty() ? null : List.copyOf(values);
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && fields.first(text) != null;
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public boolean isEmpty() {
        return fields.size() == 0;
    }

    @Override
    public boolean containsValue(Object value) {
        return all().containsValue(value);
    }

    @Override
    public Set<String> keySet() {
        return all().keySet();
    }

    @Override
    public Collection<List<String>> values() {
        return all().values();
    }

    @Override
    public Set<Map.Entry<String, List<String>>> entrySet() {
        return all().entrySet();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return all().equals(other);
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }

    @Override
    public void add(String name, @Nullable String value) {
        throw unmodifiable();
    }

    @Override
    public void set(String name, @Nullable String value) {
        throw unmodifiable();
    }

    @Override
    public List<String> put(String name, List<String> values) {
        throw unmodifiable();
    }

    @Override
    public List<String> remove(Object name) {
        throw unmodifiable();
    }

    @Override
    public void putAll(Map<? extends String, ? extends List<String>> more) {
        throw unmodifiable();
    }

    @Override
    public void clear() {
        throw unmodifiable();
    }

    @Override
    public void replaceAll(BiFunction<? super String, ? super List<String>, ? extends List<String>> change) {
        throw unmodifiable();
    }

    private Headers all() {
        Headers made = all;
        if (made == null) {
            Headers copy = new Headers();
            for (int i = 0; i < fields.size(); i++) {
                copy.add(fields.name(i), fields.value(i));
            }
            made = Headers.of(copy);
            all = made;
        }
        return made;
    }

    private static UnsupportedOperationException unmodifiable() {
        return new UnsupportedOperationException("The headers of a request cannot be changed.");
    }
}
