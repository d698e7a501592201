package dev.dwp.http.server.syntax;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a request head in octets that arrive in pieces, and refuses at once whatever cannot become one.
 *
 * <pre>
 *   [CRLF] request-line CRLF *( field-name ":" OWS field-value OWS CRLF ) CRLF        RFC 9112 §2.1, §2.2
 * </pre>
 *
 * Every octet is looked at once, in order, so that the outcome does not depend on how the octets were split. A bare CR or
 * LF, a control, a folded line, a space before a colon and anything past the {@link HeadLimits} end the scan with an
 * {@link HttpFailure}. One scanner serves one connection, from one thread.
 */
public final class HeadScanner {
    private static final int MARKS_PER_FIELD = 3;
    private static final int SHORT_LINE = 128;

    private enum State {
        START,
        START_LF,
        LINE,
        LINE_LF,
        FIELD,
        NAME,
        VALUE,
        VALUE_LF,
        END_LF,
        DONE
    }

    private final HeadLimits limits;
    private State state = State.START;
    private int length;
    private int lineStart;
    private int lineEnd;
    private int fields;
    private byte[] lastText = {};
    private @Nullable RequestLine lastLine;
    /** Per field: start of the name, its colon, end of the value; all relative to the start of the head. */
    private int[] marks = new int[MARKS_PER_FIELD * 16];

    /** A scanner that keeps the given limits. */
    public HeadScanner(HeadLimits limits) {
        this.limits = limits;
    }

    /**
     * Goes on where the last call stopped.
     *
     * @param octets holds the head from {@code start}; what was scanned before must be there unchanged
     * @param start where the head begins, which may differ from call to call
     * @param limit where the octets received so far end
     * @return whether the head is complete; then {@link #length()} and {@link #head} are valid
     */
    public boolean scan(byte[] octets, int start, int limit) throws HttpFailure {
        int at = start + length;
        while (at < limit && state != State.DONE) {
            at = state == State.VALUE ? skipValue(octets, start, at, limit) : at;
            if (at < limit) {
                step(octets[at], at - start);
                at++;
            }
        }
        length = at - start;
        return state == State.DONE;
    }

    /** Octets of the head seen so far; once it is complete, its whole length. */
    public int length() {
        return length;
    }

    /** Makes the scanned head a request; {@code octets} and {@code start} as in the last call to {@link #scan}. */
    public RequestHead head(byte[] octets, int start) throws HttpFailure {
        byte[] copy = Arrays.copyOfRange(octets, start, start + length);
        Fields table = new Fields(copy, Arrays.copyOf(marks, fields * MARKS_PER_FIELD));
        return RequestRules.apply(requestLine(copy), table);
    }

    /** Most clients ask for one thing again and again: a short line that is that of the last request is parsed once. */
    private RequestLine requestLine(byte[] octets) throws HttpFailure {
        RequestLine known = lastLine;
        if (known != null && Arrays.equals(lastText, 0, lastText.length, octets, lineStart, lineEnd)) {
            return known;
        }
        RequestLine parsed = RequestLine.parse(octets, lineStart, lineEnd);
        if (lineEnd - lineStart <= SHORT_LINE) {
            lastText = Arrays.copyOfRange(octets, lineStart, lineEnd);
            lastLine = parsed;
        }
        return parsed;
    }

    /** Makes the scanner ready for the next head. */
    public void reset() {
        state = State.START;
        length = 0;
        lineStart = 0;
        fields = 0;
    }

    /** Values are most of a head: what need not be looked at one by one is skipped in a run, up to the limit. */
    private int skipValue(byte[] octets, int start, int from, int limit) {
        int end = (int) Math.min(limit, (long) start + lineEnd + 2 + limits.headerBlock());
        int at = from;
        while (at < end && Octets.isField(octets[at])) {
            at++;
        }
        return at;
    }

    private void step(byte octet, int index) throws HttpFailure {
        switch (state) {
            case START -> start(octet, index);
            case START_LF -> {
                state = lineFeed(octet, State.LINE);
                lineStart = index + 1;
            }
            case LINE -> line(octet, index);
            case LINE_LF -> state = lineFeed(octet, State.FIELD);
            case FIELD -> field(octet, index);
            case NAME -> name(octet, index);
            case VALUE -> value(octet, index);
            case VALUE_LF -> state = lineFeed(octet, State.FIELD);
            case END_LF -> state = lineFeed(octet, State.DONE);
            case DONE ->
                throw new IllegalStateException("The head is complete; reset the scanner before the next one.");
        }
    }

    /** RFC 9112 §2.2: one empty line before a request is forgiven. */
    private void start(byte octet, int index) throws HttpFailure {
        if (octet == Octets.CR) {
            state = State.START_LF;
        } else {
            state = State.LINE;
            line(octet, index);
        }
    }

    private void line(byte octet, int index) throws HttpFailure {
        if (octet == Octets.CR) {
            lineEnd = index;
            state = State.LINE_LF;
        } else if (!Octets.isLine(octet)) {
            throw HttpFailure.badRequest("The request line holds " + described(octet) + ", which it must not.");
        } else if (index - lineStart >= limits.requestLine()) {
            throw HttpFailure.lineTooLong(limits.requestLine());
        }
    }

    private void field(byte octet, int index) throws HttpFailure {
        checkBlock(index);
        if (octet == Octets.CR) {
            state = State.END_LF;
        } else if (octet == Octets.SP || octet == Octets.HTAB) {
            throw HttpFailure.badRequest("A header line begins with white space; send each field on one line.");
        } else if (fields == limits.fields()) {
            throw HttpFailure.headersTooLarge(
                    "The request has more than " + limits.fields() + " header fields; send fewer.");
        } else {
            mark(fields * MARKS_PER_FIELD, index);
            if (!Octets.isToken(octet)) {
                throw HttpFailure.badRequest(
                        "A header line begins with " + described(octet) + "; it must begin with a name.");
            }
            state = State.NAME;
        }
    }

    private void name(byte octet, int index) throws HttpFailure {
        checkBlock(index);
        if (octet == ':') {
            mark(fields * MARKS_PER_FIELD + 1, index);
            state = State.VALUE;
        } else if (!Octets.isToken(octet)) {
            throw HttpFailure.badRequest(
                    "A header name holds " + described(octet) + "; only token characters may stand before the colon.");
        }
    }

    private void value(byte octet, int index) throws HttpFailure {
        checkBlock(index);
        if (octet == Octets.CR) {
            mark(fields * MARKS_PER_FIELD + 2, index);
            fields++;
            state = State.VALUE_LF;
        } else if (!Octets.isField(octet)) {
            throw HttpFailure.badRequest("A header value holds " + described(octet) + ", which it must not.");
        }
    }

    /** The block begins after the CRLF of the request line. */
    private void checkBlock(int index) throws HttpFailure {
        if (index - lineEnd - 2 >= limits.headerBlock()) {
            throw HttpFailure.headersTooLarge("The header block is longer than " + limits.headerBlock()
                    + " octets; send fewer or shorter fields.");
        }
    }

    private void mark(int slot, int index) {
        if (slot >= marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
        marks[slot] = index;
    }

    private static State lineFeed(byte octet, State next) throws HttpFailure {
        if (octet != Octets.LF) {
            throw HttpFailure.badRequest("A CR without LF ends a line of the head; end each line with CR LF.");
        }
        return next;
    }

    private static String described(byte octet) {
        return switch (octet) {
            case Octets.LF -> "an LF without CR";
            case Octets.CR -> "a CR";
            case Octets.SP -> "a space";
            default -> "the octet 0x%02x".formatted(octet & 0xff);
        };
    }
}
