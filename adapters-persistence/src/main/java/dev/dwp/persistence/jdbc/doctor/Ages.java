package dev.dwp.persistence.jdbc.doctor;

import java.time.Duration;

/** Lengths of time as people say them. */
final class Ages {
    private Ages() {}

    /** In the largest unit of which there are two, or in seconds. */
    static String text(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " h";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
