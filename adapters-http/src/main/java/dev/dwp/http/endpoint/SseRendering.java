package dev.dwp.http.endpoint;

import dev.dwp.application.stream.Rendering;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An event frame as the {@code event} and {@code data} lines of a server-sent event; the {@code id} line is the sink's,
 * as only the last copy of an event has one. Shared by all streams.
 */
record SseRendering(FittedCodec json) implements Rendering<byte[]> {

    @Override
    public byte[] render(Frame.Event frame) {
        String type = frame.data() instanceof Value.Struct data ? data.text("type") : null;
        return lines(type == null ? "message" : type, frame);
    }

    /** Any frame under an event name. */
    byte[] lines(String name, Frame frame) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        lines.writeBytes(json.encode(frame));
        lines.writeBytes(new byte[] {'\n', '\n'});
        return lines.toByteArray();
    }
}
