package dev.dwp.http.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.dwp.domain.frame.Members;
import dev.dwp.domain.frame.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in JSON: written as they are, and read only if somebody looks inside. Both are done once, for
 * all to whom it goes; two who come at the same time make the same. Thread-safe.
 */
final class JsonMembers extends Members {
    private final String json;
    private final Function<String, Value> reader;
    private volatile @Nullable Octets octets;
    private volatile @Nullable Map<String, Value> members;

    JsonMembers(String json, Function<String, Value> reader) {
        this.json = json;
        this.reader = reader;
    }

    /** Characters of the JSON. */
    int length() {
        return json.length();
    }

    SerializableString text() {
        Octets known = octets;
        if (known == null) {
            known = new Octets(json);
            octets = known;
        }
        return known;
    }

    @Override
    protected Map<String, Value> all() {
        Map<String, Value> known = members;
        if (known == null) {
            known = ((Value.Struct) reader.apply(json)).members();
            members = known;
        }
        return known;
    }

    /** Made by the JDK, which is much quicker at it than Jackson. */
    private static final class Octets extends SerializedString {
        Octets(String json) {
            super(json);
            _unquotedUTF8Ref = json.getBytes(StandardCharsets.UTF_8);
        }
    }
}
