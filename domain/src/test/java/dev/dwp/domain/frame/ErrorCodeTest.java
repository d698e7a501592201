package dev.dwp.domain.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    @DisplayName("PROTOCOL §8: these are the codes")
    void areThoseOfTheProtocol() {
        assertEquals(
                List.of(400, 401, 403, 404, 405, 408, 409, 410, 413, 429, 500, 503),
                Arrays.stream(ErrorCode.values()).map(ErrorCode::number).toList());
    }

    @Test
    void aRefusalCarriesCodeSentenceAndDetails() {
        assertEquals(
                new ErrorBody(410, "Gone.", "evt-9"),
                Refusal.of(ErrorCode.CURSOR_EXPIRED, "Gone.", "evt-9").body());
        assertEquals(400, Refusal.badRequest("No.").body().code());
        assertEquals(401, Refusal.unauthenticated("No.").body().code());
        assertEquals(403, Refusal.forbidden("No.").body().code());
        assertEquals(404, Refusal.notFound("No.").body().code());
        assertEquals(409, Refusal.conflict("No.").body().code());
        assertEquals(503, Refusal.unavailable("No.").body().code());
    }

    @Test
    void aRefusalCostsNoStackTrace() {
        assertEquals(0, Refusal.notFound("No.").getStackTrace().length);
    }
}
