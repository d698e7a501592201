package dev.dwp.http.codec;

/** Where in a frame a value is, as far as a codec cares. */
enum Place {
    FRAME,
    DATA,
    PAYLOAD,
    ELSEWHERE;

    /** Where a member of an object in this place is. */
    Place member(String name) {
        return switch (this) {
            case FRAME -> name.equals("data") ? DATA : ELSEWHERE;
            case DATA -> name.equals("payload") || name.equals("input") ? PAYLOAD : ELSEWHERE;
            case PAYLOAD, ELSEWHERE -> ELSEWHERE;
        };
    }

    /** Whether binary here is the JSON that some clients send in place of a value (PROTOCOL §3). */
    boolean mayHoldJson() {
        return this == DATA || this == PAYLOAD;
    }
}
