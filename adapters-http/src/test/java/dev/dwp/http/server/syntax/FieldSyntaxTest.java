package dev.dwp.http.server.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small grammars: lists, names, hosts, dates. */
class FieldSyntaxTest {
    @ParameterizedTest
    @DisplayName("RFC 9110 §5.6.1: a list is searched whatever its case, spaces and empty members")
    @ValueSource(strings = {"upgrade", "keep-alive, Upgrade", ",UPGRADE ,", "a,\tupgrade"})
    void findsATokenInAList(String list) {
        assertTrue(TokenList.contains(list, "Upgrade"));
        assertFalse(TokenList.contains(list, "grade"));
    }

    @ParameterizedTest
    @DisplayName("Names are spelled as peers know them")
    @CsvSource({
        "Content-type,Content-Type",
        "Sec-websocket-accept,Sec-WebSocket-Accept",
        "X-some-thing,X-Some-Thing",
        "Etag,ETag",
        "Upgrade,Upgrade",
        "X-,X-"
    })
    void spellsNames(String stored, String sent) {
        assertEquals(sent, FieldName.spelled(stored));
    }

    @ParameterizedTest
    @DisplayName("RFC 9110 §5.5: what would break out of a line is refused, and characters HTTP cannot carry")
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\0b", "a\u007fb", "a\u20acb"})
    void refusesValues(String value) {
        assertThrows(IllegalArgumentException.class, () -> FieldName.check("Name", value));
        assertThrows(IllegalArgumentException.class, () -> FieldName.check(value, "value"));
        assertThrows(IllegalArgumentException.class, () -> FieldName.check("", "value"));
    }

    @ParameterizedTest
    @DisplayName("RFC 9110 §7.2: hosts")
    @ValueSource(
            strings = {
                "",
                "x",
                "x:",
                "x:80",
                "x:0000065535",
                "1.2.3.4:80",
                "[::1]",
                "[::]",
                "[fe80::1]:80",
                "[1:2:3:4:5:6:7:8]",
                "[::ffff:1.2.3.4]",
                "[v1.a:b]",
                "a-b.c_d",
                "a%2Db"
            })
    void takesHosts(String host) {
        assertTrue(HostField.isValid(host));
    }

    @ParameterizedTest
    @DisplayName("RFC 9110 §7.2: what is no host")
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "a@b",
                "a:b",
                "a:80:80",
                "x:65536",
                "x:99999999",
                "x:4294967376",
                "[::1]:65536",
                "[::1",
                "::1",
                "[::1]x",
                "[]",
                "[zz]",
                "[1:2]",
                "[1::2::3]",
                "[12345::]",
                "[::1.2.3]",
                "[v1]",
                "[1:2:3:4:5:6:7::8]",
                "a%",
                "a%2",
                "a%zz",
                "a,b",
                "\u00e9",
                "[/]"
            })
    void refusesHosts(String host) {
        assertFalse(HostField.isValid(host));
    }

    @Test
    @DisplayName("RFC 9110 §5.6.7: the date follows the clock")
    void datesByTheClock() {
        Instant[] now = {Instant.parse("2026-01-02T03:04:05.6Z")};
        HttpDate date = new HttpDate((InstantSource) () -> now[0]);
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", date.now());
        now[0] = now[0].plusSeconds(1);
        assertEquals("Fri, 02 Jan 2026 03:04:06 GMT", date.now());
    }
}
