package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;

/** How many levels of objects and arrays a frame may have, itself being the first (PROTOCOL §2). */
record Nesting(int most) {
    /** Refuses an object or array that begins below the lowest level. */
    void require(int level) {
        if (level > most) {
            throw Refusal.badRequest("The frame is nested too deeply; %d levels are allowed.".formatted(most));
        }
    }
}
