package dev.dwp.application.frame;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.domain.frame.Envelope;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames fit a peer (PROTOCOL §2): the last word on what leaves by WebSocket or SSE, whatever made the frame. What
 * methods cut to fit by themselves comes through as it is. Thread-safe.
 *
 * @param maxFrameBytes what a frame may take in the format in which it is sent
 */
public record FrameFit(int maxFrameBytes) {

    /** The frame as it is where it fits, else with less in it. */
    public Frame fit(Frame frame, ValueSize size) {
        return fits(frame, size) ? frame : smaller(frame, size);
    }

    private boolean fits(Frame frame, ValueSize size) {
        return size.of(Envelope.write(frame)) <= maxFrameBytes;
    }

    private Frame smaller(Frame frame, ValueSize size) {
        return switch (frame) {
            case Frame.Response response -> smaller(response, size);
            case Frame.Event event ->
                new Frame.Event(
                        event.id(),
                        event.channel(),
                        data(event.data(), left(with(event, Value.NULL), Value.NULL, size), size),
                        event.ts());
            case Frame.Failure failure -> smaller(failure, size);
            case Frame.Ping ping -> ping;
            case Frame.Pong pong -> new Frame.Pong(pong.id(), pong.correlId(), null);
            case Frame.Request request -> request;
            case Frame.CreditGrant grant -> grant;
        };
    }

    private static Frame.Event with(Frame.Event event, Value data) {
        return new Frame.Event(event.id(), event.channel(), data, event.ts());
    }

    private Frame.Response smaller(Frame.Response response, ValueSize size) {
        Frame.Response bare =
                new Frame.Response(response.id(), response.correlId(), Value.NULL, response.ignored(), response.ts());
        long left = left(bare, Value.NULL, size);
        return new Frame.Response(
                response.id(),
                response.correlId(),
                data(response.data(), left, size),
                response.ignored(),
                response.ts());
    }

    /** What is left for the data of a frame that has {@code placeholder} in its place. */
    private long left(Frame bare, Value placeholder, ValueSize size) {
        return maxFrameBytes - size.of(Envelope.write(bare)) + size.of(placeholder);
    }

    private static Value data(Value whole, long octets, ValueSize size) {
        return switch (whole) {
            case Value.Struct members -> Omission.fitted(members, octets, size);
            case Value.Array(List<Value> items) -> first(items, octets, size);
            default -> whole;
        };
    }

    private static Value first(List<Value> items, long octets, ValueSize size) {
        long left = octets - size.of(new Value.Array(List.of()));
        int count = 0;
        while (count < items.size() && left >= size.of(items.get(count)) + 1) {
            left -= size.of(items.get(count)) + 1;
            count++;
        }
        return new Value.Array(items.subList(0, count));
    }

    /** Half of the message goes, and then half of the rest, after the details, until what is left fits. */
    private Frame.Failure smaller(Frame.Failure failure, ValueSize size) {
        Frame.Failure shorter = failure;
        while (!fits(shorter, size) && canBeShorter(shorter.error())) {
            ErrorBody error = shorter.error();
            String details = error.details();
            ErrorBody cut = details == null
                    ? new ErrorBody(error.code(), half(error.message()), null)
                    : new ErrorBody(error.code(), error.message(), shorterDetails(details));
            shorter = new Frame.Failure(failure.id(), failure.correlId(), cut, failure.channel(), failure.ts());
        }
        return shorter;
    }

    private static boolean canBeShorter(ErrorBody error) {
        return error.details() != null || error.message().length() > 1;
    }

    private static @Nullable String shorterDetails(String details) {
        return details.length() > 1 ? half(details) : null;
    }

    private static String half(String text) {
        int end = text.length() / 2;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
