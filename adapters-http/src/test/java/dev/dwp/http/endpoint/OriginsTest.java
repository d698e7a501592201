package dev.dwp.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins of pages, as browsers and Host fields spell them. */
class OriginsTest {
    @ParameterizedTest
    @DisplayName("RFC 6454 §4, §5: case does not count, nor does it if a default port is written")
    @CsvSource({
        "http://x,http://x:80",
        "https://x,https://x:443",
        "HTTPS://X.Example,https://x.example",
        "http://[::1],http://[::1]:80",
        "http://x,http://x:"
    })
    void areTheSame(String one, String other) {
        assertEquals(WebOrigin.parse(one), WebOrigin.parse(other));
    }

    @ParameterizedTest
    @DisplayName("RFC 6454 §5: scheme, host and port all count")
    @CsvSource({"http://x,https://x", "http://x,http://y", "http://x,http://x:8080", "https://x:80,http://x:80"})
    void differ(String one, String other) {
        assertNotEquals(WebOrigin.parse(one), WebOrigin.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "", "ftp://x", "http://", "http://x/", "http://x y", "http://u@x", "http://x:123456"})
    void areNoOrigins(String text) {
        assertNull(WebOrigin.parse(text));
    }

    @Test
    void aConfiguredTextThatIsNoOriginIsRefused() {
        Set<String> wrong = Set.of("app.example");
        assertThrows(IllegalArgumentException.class, () -> new Origins(wrong));
    }
}
