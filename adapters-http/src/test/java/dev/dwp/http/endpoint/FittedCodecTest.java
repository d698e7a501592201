package dev.dwp.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.frame.FrameFit;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §2: nothing that is sent on WebSocket or SSE is larger than announced")
class FittedCodecTest {
    private static final int LIMIT = 2048;
    private static final Value TS = Value.of("2026-01-31T10:30:00Z");
    private static final List<String> LETTERS = List.of("x", "\u0001", "é", "漢", "😀");
    private final Codecs codecs = new Codecs(Codecs.MAX_DEPTH);

    /** Writes a frame in a format; what is written is what was given where that fits, and fits in any case. */
    private Frame sent(Format format, Frame frame) throws Exception {
        FrameCodec codec = codecs.of(format);
        byte[] whole = codec.encode(frame);
        byte[] sent = new FittedCodec(codec, new FrameFit(LIMIT)).encode(frame);
        assertTrue(sent.length <= LIMIT, () -> sent.length + " octets: " + frame);
        if (whole.length <= LIMIT) {
            assertArrayEquals(whole, sent);
        }
        return codec.decode(sent, 0, sent.length);
    }

    private static Value.Struct job(String payload, String result) {
        return Value.struct()
                .put("id", "job_01kg9smf18epyarc27yz5s3khq")
                .put("payload", payload)
                .put("state", "completed")
                .put("result", result)
                .build();
    }

    @Property(tries = 300)
    void aResponseLosesItsLargestMembersAndNamesThem(
            @ForAll @IntRange(max = 2200) int payload,
            @ForAll @IntRange(max = 2200) int result,
            @ForAll @IntRange(max = 4) int letter)
            throws Exception {
        Value.Struct whole =
                job(LETTERS.get(letter).repeat(payload), LETTERS.get(letter).repeat(result));
        for (Format format : Format.values()) {
            Frame.Response response =
                    (Frame.Response) sent(format, new Frame.Response("frm-1", "c1", whole, List.of("delayMs"), TS));
            Value.Struct data = (Value.Struct) response.data();
            assertEquals(whole.member("id"), data.member("id"));
            List<Value> omitted = data.member("omitted") instanceof Value.Array(var names) ? names : List.of();
            assertEquals(omitted.contains(Value.of("payload")), data.member("payload") == null);
            assertEquals(omitted.contains(Value.of("result")), data.member("result") == null);
        }
    }

    @Property(tries = 300)
    void anEventKeepsWhatItIsAbout(@ForAll @IntRange(max = 4200) int error, @ForAll @IntRange(max = 4) int letter)
            throws Exception {
        Value.Struct whole = Value.struct()
                .put("type", "job.failed")
                .put("job_id", "job_01kg9smf18epyarc27yz5s3khq")
                .put("job_name", LETTERS.get(letter).repeat(256))
                .put("error", LETTERS.get(letter).repeat(error))
                .put("final", true)
                .build();
        for (Format format : Format.values()) {
            Frame.Event event = (Frame.Event) sent(format, new Frame.Event("evt-17", "jobs", whole, TS));
            Value.Struct data = (Value.Struct) event.data();
            assertEquals("job.failed", data.text("type"));
            assertEquals(whole.member("job_id"), data.member("job_id"));
            assertEquals(Value.of(true), data.member("final"));
        }
    }

    @Property(tries = 300)
    void anErrorKeepsTheBeginningOfItsSentence(
            @ForAll @IntRange(min = 1, max = 4200) int message,
            @ForAll @IntRange(max = 4200) int details,
            @ForAll @IntRange(max = 4) int letter)
            throws Exception {
        String sentence = LETTERS.get(letter).repeat(message);
        for (Format format : Format.values()) {
            ErrorBody error = new ErrorBody(400, sentence, LETTERS.get(letter).repeat(details));
            Frame.Failure failure = (Frame.Failure) sent(format, new Frame.Failure("frm-1", "c1", error, null, TS));
            assertEquals(400, failure.error().code());
            assertTrue(sentence.startsWith(failure.error().message()));
            assertTrue(!failure.error().message().isEmpty());
        }
    }

    @Test
    void aSequenceIsCutAtItsEnd() throws Exception {
        List<Value> entries =
                Collections.nCopies(500, Value.struct().put("seq", 7).build());
        for (Format format : Format.values()) {
            Frame.Response response = (Frame.Response)
                    sent(format, new Frame.Response("frm-1", "c1", new Value.Array(entries), List.of(), TS));
            List<Value> shown = ((Value.Array) response.data()).items();
            assertTrue(shown.size() > 100 && shown.size() < 500, () -> "" + shown.size());
        }
    }
}
