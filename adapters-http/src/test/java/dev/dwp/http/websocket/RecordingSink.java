package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Writes down what an assembler passes on, in the words of the table of cases. */
final class RecordingSink implements MessageSink {
    private static final int SHOWN = 64;

    final List<String> events = new ArrayList<>();

    /** What came of feeding these pieces, one after the other, to a new assembler. */
    static List<String> record(int max, PerMessageDeflate deflate, List<byte[]> pieces) {
        RecordingSink sink = new RecordingSink();
        MessageAssembler assembler = new MessageAssembler(max, deflate, sink);
        try {
            for (byte[] piece : pieces) {
                byte[] read = Arrays.copyOf(piece, piece.length + 3);
                assembler.accept(read, 0, piece.length);
                Arrays.fill(read, (byte) '!');
            }
        } catch (WebSocketFailure failure) {
            sink.events.add("fail(" + failure.code().value() + ")");
        } finally {
            assembler.end();
        }
        return sink.events;
    }

    @Override
    public void text(byte[] octets, int from, int length) {
        add("text", new String(octets, from, length, UTF_8), length);
    }

    @Override
    public void binary(byte[] octets, int from, int length) {
        add("binary", HexFormat.of().formatHex(octets, from, from + length), length);
    }

    @Override
    public void ping(byte[] octets, int from, int length) {
        add("ping", new String(octets, from, length, UTF_8), length);
    }

    @Override
    public void pong(byte[] octets, int from, int length) {
        add("pong", new String(octets, from, length, UTF_8), length);
    }

    @Override
    public void close(Closure closure) {
        String reason = closure.reason();
        String shown = reason.length() > SHOWN ? "[" + reason.length() + "]" : reason;
        events.add("close(" + closure.code().value() + "," + shown + ")");
    }

    private void add(String kind, String payload, int length) {
        events.add(length > SHOWN ? kind + "[" + length + "]" : kind + "(" + payload + ")");
    }
}
