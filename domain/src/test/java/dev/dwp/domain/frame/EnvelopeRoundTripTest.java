package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnvelopeRoundTripTest {
    @Property
    @Label("PROTOCOL §2: every frame is read as it was written")
    void readsWhatItWrites(@ForAll("frames") Frame frame) {
        assertEquals(frame, Envelope.read(Envelope.write(frame)));
    }

    @Property
    @Label("PROTOCOL §2: absent fields are omitted, and every frame says its type")
    void omitsWhatIsAbsent(@ForAll("frames") Frame frame) {
        Value.Struct fields = Envelope.write(frame);
        assertNotNull(fields.text("type"));
        fields.members().forEach((name, value) -> assertFalse(value.equals(Value.NULL) && !name.equals("data"), name));
    }

    @Property
    @Label("PROTOCOL §2: unknown fields are ignored, and fields that are null are absent")
    void looksPastUnknownAndNullFields(@ForAll("frames") Frame frame, @ForAll("values") Value value) {
        Map<String, Value> members = new LinkedHashMap<>(Envelope.write(frame).members());
        for (String field :
                new String[] {"id", "correl_id", "token", "app_id", "org_id", "credits", "traceparent", "ts"}) {
            members.putIfAbsent(field, Value.NULL);
        }
        members.put("unknown", value);
        assertEquals(frame, Envelope.read(new Value.Struct(members)));
    }

    @Provide
    Arbitrary<Frame> frames() {
        return ArbitraryFrames.frames().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Value> values() {
        return ArbitraryFrames.values().withoutEdgeCases();
    }
}
