package dev.dwp.http.codec;

import dev.dwp.domain.frame.Envelope;
import dev.dwp.domain.frame.Value;
import org.jspecify.annotations.Nullable;

/** Keeps the {@code id} of a frame that is being read, for the error frame in case the rest is unreadable. */
final class IdWatch {
    private @Nullable String id;

    /** A member of the frame itself has been read. */
    void saw(String name, Value value) {
        if (name.equals("id")) {
            id = Envelope.idOf(Value.struct().put("id", value).build());
        }
    }

    @Nullable
    String id() {
        return id;
    }
}
