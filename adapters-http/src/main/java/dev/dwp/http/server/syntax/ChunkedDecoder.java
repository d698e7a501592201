package dev.dwp.http.server.syntax;

/**
 * Takes the framing off a chunked body that arrives in pieces (RFC 9112 §7.1).
 *
 * <pre>
 *   *( 1*HEXDIG [BWS ";" extension] CRLF data CRLF )  1*"0" [BWS ";" extension] CRLF  *( trailer CRLF )  CRLF
 * </pre>
 *
 * Extensions are skipped and trailers discarded, both within bounds: extensions may not outweigh the data they come with.
 * Other white space around a size, a bare LF and a size of more than 15 digits are refused. Used by one thread.
 */
public final class ChunkedDecoder {
    private static final int SIZE_DIGITS = 15;
    private static final int EXTENSION_ALLOWANCE = 8 * 1024;
    private static final int TRAILER_LIMIT = 8 * 1024;

    private enum State {
        SIZE,
        SIZE_BLANK,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        END_LF,
        ENDED
    }

    private State state = State.SIZE;
    private long remaining;
    private int digits;
    private boolean last;
    /** Octets of extensions beyond those of data so far; may be negative. */
    private long excess;

    private int trailerOctets;

    /**
     * Consumes framing up to the next data or the end.
     *
     * @return the index of the first octet not consumed: {@code to}, or where {@link #remaining()} octets of data begin, or
     *     what follows the body once it has {@link #ended()}
     */
    public int framing(byte[] octets, int from, int to) throws HttpFailure {
        int at = from;
        while (at < to && state != State.DATA && state != State.ENDED) {
            step(octets[at]);
            at++;
        }
        return at;
    }

    /** Octets of data left in the current chunk; none while framing is due. */
    public long remaining() {
        return state == State.DATA ? remaining : 0;
    }

    /** Says that so many octets of data, at most {@link #remaining()}, were taken. */
    public void consumed(long octets) {
        remaining -= octets;
        excess -= octets;
        if (remaining == 0) {
            state = State.DATA_CR;
        }
    }

    /** Whether the last chunk and the trailer section are behind. */
    public boolean ended() {
        return state == State.ENDED;
    }

    private void step(byte octet) throws HttpFailure {
        switch (state) {
            case SIZE -> size(octet);
            case SIZE_BLANK -> blank(octet);
            case EXTENSION -> extension(octet);
            case SIZE_LF -> {
                lineFeed(octet);
                state = last ? State.TRAILER : State.DATA;
            }
            case DATA_CR -> {
                require(octet == Octets.CR, "The data of a chunk is longer than its size says.");
                state = State.DATA_LF;
            }
            case DATA_LF -> {
                lineFeed(octet);
                digits = 0;
                state = State.SIZE;
            }
            case TRAILER -> trailer(octet);
            case TRAILER_NAME -> {
                countTrailer();
                require(octet == ':' || Octets.isToken(octet), "A trailer field has no well-formed name.");
                state = octet == ':' ? State.TRAILER_VALUE : state;
            }
            case TRAILER_VALUE -> {
                countTrailer();
                require(octet == Octets.CR || Octets.isField(octet), "A trailer field holds a control character.");
                state = octet == Octets.CR ? State.TRAILER_LF : state;
            }
            case TRAILER_LF -> {
                lineFeed(octet);
                state = State.TRAILER;
            }
            case END_LF -> {
                lineFeed(octet);
                state = State.ENDED;
            }
            case DATA, ENDED -> throw new IllegalStateException("There is no framing to take off in " + state + ".");
        }
    }

    private void size(byte octet) throws HttpFailure {
        int digit = hex(octet);
        if (digit >= 0) {
            require(++digits <= SIZE_DIGITS, "The size of a chunk has more than " + SIZE_DIGITS + " digits.");
            remaining = (digits == 1 ? 0 : remaining << 4) + digit;
            return;
        }
        require(
                digits > 0 && (octet == Octets.CR || octet == ';' || isBlank(octet)),
                "The size of a chunk is not a hexadecimal number.");
        last = remaining == 0;
        state = octet == ';' ? State.EXTENSION : isBlank(octet) ? State.SIZE_BLANK : State.SIZE_LF;
    }

    /** RFC 9112 §7.1.1 has white space before an extension, and nowhere else behind a size. */
    private void blank(byte octet) throws HttpFailure {
        require(octet == ';' || isBlank(octet), "White space follows the size of a chunk without an extension behind.");
        require(++excess <= EXTENSION_ALLOWANCE, "The chunk extensions outweigh the data; send fewer.");
        state = octet == ';' ? State.EXTENSION : state;
    }

    private static boolean isBlank(byte octet) {
        return octet == Octets.SP || octet == Octets.HTAB;
    }

    private void extension(byte octet) throws HttpFailure {
        require(octet == Octets.CR || Octets.isField(octet), "A chunk extension holds a control character.");
        require(++excess <= EXTENSION_ALLOWANCE, "The chunk extensions outweigh the data; send fewer.");
        state = octet == Octets.CR ? State.SIZE_LF : state;
    }

    private void trailer(byte octet) throws HttpFailure {
        countTrailer();
        require(octet == Octets.CR || Octets.isToken(octet), "A trailer field has no well-formed name.");
        state = octet == Octets.CR ? State.END_LF : State.TRAILER_NAME;
    }

    private void countTrailer() throws HttpFailure {
        if (++trailerOctets > TRAILER_LIMIT) {
            throw HttpFailure.headersTooLarge("The trailer section is longer than " + TRAILER_LIMIT + " octets.");
        }
    }

    private static void lineFeed(byte octet) throws HttpFailure {
        require(octet == Octets.LF, "A CR without LF ends a line of the chunked body.");
    }

    private static void require(boolean holds, String otherwise) throws HttpFailure {
        if (!holds) {
            throw HttpFailure.badRequest(otherwise);
        }
    }

    private static int hex(byte octet) {
        return octet > 0 ? Character.digit((char) octet, 16) : -1;
    }
}
