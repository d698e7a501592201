package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692 §7.1")
class DeflateOfferTest {
    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                " permessage-deflate ;client_max_window_bits ",
                "permessage-deflate; client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=\"15\"",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "x; a=\",permessage-deflate; b\", permessage-deflate",
                "permessage-deflate; nonsense, permessage-deflate; client_max_window_bits"
            })
    void acceptsTheFirstOfferItCanKeep(String offers) {
        assertEquals(ANSWER, DeflateOffer.answer(List.of(offers)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "x-webkit-deflate-frame",
                "permessage-deflate; nonsense",
                "permessage-deflate;",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"15",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=14",
                "x; a=\",permessage-deflate; b\""
            })
    void goesWithoutWhenNoOfferCanBeKept(String offers) {
        assertNull(DeflateOffer.answer(List.of(offers)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_max_window_bits=15", "server_max_window_bits=\"15\""})
    void repeatsTheWindowItWasAskedFor(String parameter) {
        assertEquals(
                ANSWER + "; server_max_window_bits=15",
                DeflateOffer.answer(List.of("permessage-deflate; " + parameter)));
    }

    @Test
    void looksAtEveryLineInOrder() {
        assertEquals(ANSWER, DeflateOffer.answer(List.of("x", "permessage-deflate")));
        assertNull(DeflateOffer.answer(List.of()));
    }
}
