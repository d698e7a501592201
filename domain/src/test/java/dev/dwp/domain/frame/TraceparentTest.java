package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("W3C Trace Context §3.2: traceparent")
class TraceparentTest {
    private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "ff"})
    @DisplayName("version 00 is carried as it is, whatever its flags")
    void carriesWhatItKnows(String flags) {
        String text = "00-" + IDS + "-" + flags;
        assertEquals(text, Traceparent.read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "01,-01,01",
        "cc,-00,00",
        "cc,-03,01",
        "fe,-fe,00",
        "cc,-01-what the future will be like,01",
        "cc,-01-,01"
    })
    @DisplayName("§3.2.4: of a version yet to come, the ids and the sampled flag are taken")
    void takesWhatItKnowsOfLaterVersions(String version, String rest, String flags) {
        assertEquals("00-" + IDS + "-" + flags, Traceparent.read(version + "-" + IDS + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-001",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "cc-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "000-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    @DisplayName("§3.2.2: what is malformed is as good as none")
    void ignoresWhatIsMalformed(String text) {
        assertNull(Traceparent.read(text));
    }

    @Test
    void thereMayBeNone() {
        assertNull(Traceparent.read(null));
    }

    @Property
    @Label("whatever is sent, what is carried has the form and the length of version 00")
    void carriesNothingElse(@ForAll String text, @ForAll byte flags) {
        assertNull(Traceparent.read(text));
        String later = Traceparent.read("cc-%s-%02x-%s".formatted(IDS, flags, text));
        assertEquals("00-" + IDS + ((flags & 1) == 1 ? "-01" : "-00"), later);
    }
}
