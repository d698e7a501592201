package dev.dwp.http.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in JSON: written as they are, and read only if somebody looks inside. The octets are made once,
 * for as many as they are sent to. Thread-safe.
 */
final class JsonMembers extends Members {
    private final SerializedString text;
    private final Function<String, Value> reader;

    /** Read by whoever looks first; two who look at the same time read the same. */
    private volatile @Nullable Map<String, Value> members;

    JsonMembers(String text, Function<String, Value> reader) {
        this.text = new SerializedString(text);
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
}
