package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import dev.dwp.domain.frame.Value;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Jackson's parser keeps the names that it has read in a table, whose slots someone can aim at. */
class CollidingNamesTest {
    private static final int ENOUGH = 600;
    private static final int SLOT_BITS = 0xFFF;

    private final JsonValues values = new JsonValues(new Nesting(Codecs.MAX_DEPTH));

    @Test
    void namesThatShareASlotAreReadAllTheSame() throws ReflectiveOperationException {
        JsonFactory factory = (JsonFactory) field(JsonValues.class, "factory").get(values);
        List<String> names = colliding(factory);
        byte[] json = Wire.utf8(names.stream().collect(Collectors.joining("\": 1, \"", "{\"", "\": 1}")));
        assertThrows(StreamConstraintsException.class, () -> parse(factory, json));
        Value.Struct read = (Value.Struct) values.parse(json, 1);
        assertEquals(names, List.copyOf(read.members().keySet()));
    }

    private static void parse(JsonFactory factory, byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                parser.currentName();
            }
        }
    }

    /** Names of four characters from 0 to o, which is one quad of the table. */
    private static List<String> colliding(JsonFactory factory) throws ReflectiveOperationException {
        ByteQuadsCanonicalizer table = (ByteQuadsCanonicalizer)
                field(JsonFactory.class, "_byteSymbolCanonicalizer").get(factory);
        ByteQuadsCanonicalizer child = table.makeChild(JsonFactory.Feature.collectDefaults());
        List<String> names = new ArrayList<>();
        for (int number = 0; names.size() < ENOUGH; number++) {
            int quad = ('0' + (number >> 18)) << 24
                    | ('0' + ((number >> 12) & 63)) << 16
                    | ('0' + ((number >> 6) & 63)) << 8
                    | ('0' + (number & 63));
            String name = new String(ByteBuffer.allocate(4).putInt(quad).array(), StandardCharsets.US_ASCII);
            if ((child.calcHash(quad) & SLOT_BITS) == 0 && name.indexOf('\\') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
