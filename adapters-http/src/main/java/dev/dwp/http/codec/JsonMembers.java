package dev.dwp.http.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in JSON: written as they are, and read only if somebody looks inside. Thread-safe.
 */
final class JsonMembers extends Members {
    private final Text text;
    private final Function<String, Value> reader;

    /** Read by whoever looks first; two who look at the same time read the same. */
    private volatile @Nullable Map<String, Value> members;

    JsonMembers(String text, Function<String, Value> reader) {
        this.text = new Text(text);
        this.reader = reader;
    }

    SerializableString text() {
        return text;
    }

    @Override
    protected Map<String, Value> all() {
        Map<String, Value> known = members;
        if (known == null) {
            known = ((Value.Struct) reader.apply(text.getValue())).members();
            members = known;
        }
        return Objects.requireNonNull(known);
    }

    /** Has its octets made by the JDK, which is much quicker at it than Jackson. */
    private static final class Text extends SerializedString {
        Text(String json) {
            super(json);
            _unquotedUTF8Ref = json.getBytes(StandardCharsets.UTF_8);
        }
    }
}
