package dev.dwp.domain.id;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Refusals;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.SessionId;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

class Base32IdTest {
    private static final Map<String, Function<String, Object>> KINDS = Map.of(
            "job_",
            JobId::new,
            "run_",
            RunId::new,
            "sess_",
            SessionId::new,
            "wkr_",
            WorkerId::new,
            "sig_",
            SignalId::new);

    @Property
    @Label("PROTOCOL §5: ids sort as the bits that they are made of")
    void sortsAsItsBits(@ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
        int bits = high == otherHigh ? Long.compareUnsigned(low, otherLow) : Long.compareUnsigned(high, otherHigh);
        int text = Base32Id.encode(high, low).compareTo(Base32Id.encode(otherHigh, otherLow));
        assertEquals(Integer.signum(bits), Integer.signum(text));
    }

    @Property
    @Label("PROTOCOL §5: ids that share their time sort by the rest")
    void sortsByItsLowerBitsToo(@ForAll long high, @ForAll long low, @ForAll long other) {
        int text = Base32Id.encode(high, low).compareTo(Base32Id.encode(high, other));
        assertEquals(Integer.signum(Long.compareUnsigned(low, other)), Integer.signum(text));
    }

    @Property
    @Label("PROTOCOL §5: an id is its prefix and 26 lower-case base-32 characters")
    void isOfItsKind(@ForAll long high, @ForAll long low) {
        KINDS.forEach((prefix, kind) -> {
            String id = prefix + Base32Id.encode(high, low);
            assertEquals(id, kind.apply(id).toString());
        });
    }

    @Example
    void spellsTheBitsMostSignificantFirst() {
        assertEquals("0".repeat(26), Base32Id.encode(0, 0));
        assertEquals("0".repeat(25) + "1", Base32Id.encode(0, 1));
        assertEquals("7" + "z".repeat(25), Base32Id.encode(-1, -1));
        assertEquals("0".repeat(12) + "1" + "0".repeat(13), Base32Id.encode(2, 0));
    }

    @Example
    @Label("PROTOCOL §5: a malformed id is 400, and so is one of another kind")
    void refusesWhatIsNoSuchId() {
        String digits = Base32Id.encode(1, 2);
        KINDS.forEach((prefix, kind) -> {
            for (String wrong : new String[] {
                "",
                prefix,
                digits,
                prefix + digits + "0",
                prefix + digits.substring(1),
                prefix + digits.substring(1) + "A",
                prefix + digits.substring(1) + "-",
                prefix + digits.substring(1) + "é",
                "x" + prefix.substring(1) + digits,
                prefix.toUpperCase(Locale.ROOT) + digits
            }) {
                Refusals.badRequest(prefix, () -> kind.apply(wrong));
            }
        });
    }

    @Example
    @Label("PROTOCOL §5: the kinds do not mix")
    void refusesOtherKinds() {
        KINDS.keySet()
                .forEach(prefix -> KINDS.forEach((otherPrefix, kind) -> {
                    if (!prefix.equals(otherPrefix)) {
                        Refusals.badRequest(otherPrefix, () -> kind.apply(prefix + Base32Id.encode(1, 2)));
                    }
                }));
    }
}
